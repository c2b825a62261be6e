"""Mark the words: some words of a passage are right."""
