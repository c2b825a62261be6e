"""Aiken: a question a line, its options with letters, and the letter of the right one."""
