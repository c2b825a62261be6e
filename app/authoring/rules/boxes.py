"""Boxes of a lesson that the studio writes for its author. Pure."""


def figure_box(name: str, title: str, caption: str, description: str) -> str:
    """The box of a figure: its caption is the first paragraph, the rest says in words what it shows."""
    words = " ".join(caption.split()), description.strip()
    return f"::: figure {name} | {' '.join(title.split())}\n{words[0]}\n\n{words[1]}\n:::"


def with_box(text: str, box: str, at: int | None = None) -> str:
    """The text with a box after the paragraph at the letter `at`, and outside of other boxes; at its end by default."""
    if at is None or at >= len(text):
        return f"{text}\n\n{box}".strip()
    rows, place, is_inside = text.split("\n"), 0, False
    for number, row in enumerate(rows):
        if row.startswith(":::"):
            is_inside = row.rstrip() != ":::"
        place += len(row) + 1
        ends = number + 1 == len(rows) or not rows[number + 1].strip()
        if place > at and ends and not is_inside:
            before, after = "\n".join(rows[: number + 1]).strip(), "\n".join(rows[number + 1 :]).strip()
            return "\n\n".join(filter(None, [before, box, after]))
    return f"{text}\n\n{box}".strip()
