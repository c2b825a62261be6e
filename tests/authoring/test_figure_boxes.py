"""Where the box of a picture goes, and what a comparison shows."""

from hypothesis import given
from hypothesis import strategies as st

from app.authoring.rules.boxes import figure_box, with_box
from app.authoring.rules.comparing import compared
from app.catalogue.content.blocks import split_blocks

LINE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=40)


TEXT = "One. {#one}\n\nTwo,\nand more. {#two}\n\n::: note | N\nInside.\n\nStill inside.\n:::\n\nLast."


@given(st.integers(0, len(TEXT) + 5))
def test_a_figure_never_breaks_a_paragraph_or_a_box(at: int) -> None:
    text = with_box(TEXT, figure_box("figures/a.svg", "A  title", "Not\nyet.", "It shows\n\ntwo things."), at)
    faults: list[object] = []
    blocks = split_blocks(text, 1, lambda *fault: faults.append(fault))
    assert faults == []
    assert [block.kind for block in blocks if block.kind] in (["figure", "note"], ["note", "figure"])
    assert "Two,\nand more. {#two}" in text
    assert "::: figure figures/a.svg | A title\nNot yet.\n\nIt shows\n\ntwo things.\n:::" in text


@given(st.lists(LINE, max_size=12), st.lists(LINE, max_size=12))
def test_comparing_shows_every_line_that_came_or_went(before: list[str], after: list[str]) -> None:
    rows = compared("\n".join(before), "\n".join(after))
    came, went = [row.text for row in rows if row.sign == "+"], [row.text for row in rows if row.sign == "-"]
    assert (rows == []) == ("\n".join(before) == "\n".join(after))
    assert len(after or [""]) - len(before or [""]) == len(came) - len(went)
