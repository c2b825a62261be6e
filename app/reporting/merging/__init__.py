"""Two accounts of one person become one: what would happen, and doing it. Its rules: `reporting.rules.merging`."""
