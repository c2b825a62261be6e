"""GIFT: questions as plain text, with the answers in braces."""
