"""Essay: a text that a person marks by a rubric."""
