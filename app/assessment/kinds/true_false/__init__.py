"""True or false, for practice."""
