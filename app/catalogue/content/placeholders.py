"""What stands where only the provider of a course can say what belongs there. Pure."""

PLACEHOLDER = "to be filled in by the provider"  # alone, or at the start of a longer text


def is_placeholder(text: str) -> bool:
    """Whether a text says nothing but that the provider has to fill it in."""
    return text.strip(" .\n").casefold() == PLACEHOLDER


def unfilled_lines(text: str) -> list[int]:
    """The lines, from 1 on, that say that the provider has still to fill something in."""
    return [number for number, line in enumerate(text.splitlines(), 1) if PLACEHOLDER in line.casefold()]
