"""The README's pictures, and how they are taken: `python -m tests.pictures.take`."""
