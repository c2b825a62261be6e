"""Cloze: a passage with gaps to fill in."""
