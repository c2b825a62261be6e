"""Short answer: a few typed words."""
