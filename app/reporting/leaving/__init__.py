"""Somebody deletes their account: what goes, what stays and until when, and doing it (rules: `rules.leaving`)."""
