"""Single choice: one option is right."""
