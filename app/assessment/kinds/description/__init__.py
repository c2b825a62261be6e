"""Description: a text on the paper, without a question."""
