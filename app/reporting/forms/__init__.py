"""What is typed in the studio about somebody's work."""
