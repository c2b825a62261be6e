"""Matching: a right side for every left side."""
