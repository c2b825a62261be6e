"""Ordering: steps into their sequence."""
