"""What instructors type in."""
