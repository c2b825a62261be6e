"""Multiple response: several options may be right."""
