"""Hotspot: one region of a picture is right."""
