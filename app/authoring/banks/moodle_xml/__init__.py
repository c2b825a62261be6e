"""Moodle XML: what Moodle exports, with its pictures inside."""
