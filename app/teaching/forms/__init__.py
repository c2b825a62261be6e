"""What may be typed in by those who run a course, and by those who come in."""
