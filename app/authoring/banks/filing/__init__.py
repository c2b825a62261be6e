"""Questions of a bank as question files of a course folder, and back."""
