"""A provider's colors are shown only where everybody can read them; the nearest that can is always named."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import app
from app.platform import colours
from app.platform.colours import DARK, LIGHT, OURS, Pair

COLOUR = st.integers(0, 0xFFFFFF).map("#{:06X}".format)
SHEET = (Path(app.__file__).parent / "static" / "app.css").read_text()


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#FFFFFF", 21), ("#777777", "#FFFFFF", 4.48), ("#0E5A55", "#FBF8F2", 7.58)],
)
def test_contrast_is_what_the_guidelines_say(one: str, other: str, ratio: float):
    assert colours.contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert colours.contrast(one, other) == colours.contrast(other, one)


def test_our_own_colors_pass_and_the_grounds_are_those_of_the_style_sheet():
    for main, accent, ground in ((OURS.main, OURS.accent, LIGHT), (OURS.main_dark, OURS.accent_dark, DARK)):
        assert not [*colours.faults_of_main(main, ground), *colours.faults_of_accent(accent, ground)]
    for name in ("paper", "surface", "sunken", "ink"):
        light, dark = re.search(rf"--{name}: light-dark\((#\w+), (#\w+)\)", SHEET).groups()
        assert (whole(light), whole(dark)) == (getattr(LIGHT, name), getattr(DARK, name)), name
    for token in colours.TOKENS.values():
        assert f"{token}: light-dark(" in SHEET


def whole(colour: str) -> str:
    """`#FFF` as `#FFFFFF`."""
    return colour if len(colour) == len("#RRGGBB") else "#" + "".join(2 * digit for digit in colour[1:])


def test_yellow_links_are_refused_with_their_ratio_and_a_yellow_that_can_be_read():
    faults = {fault.pair: fault for fault in colours.faults_of_main("#FFD700", LIGHT)}
    assert faults[Pair.LINK_ON_SURFACE].ratio == pytest.approx(1.40, abs=0.01)
    assert faults[Pair.LINK_ON_SURFACE].nearest == "#7E6A00"
    assert Pair.BUTTON not in faults


@given(COLOUR)
def test_the_nearest_color_passes_and_one_that_passes_is_its_own_nearest(colour: str):
    for ground in (LIGHT, DARK):
        main, accent = colours.nearest_main(colour, ground), colours.nearest_accent(colour, ground)
        assert not [*colours.faults_of_main(main, ground), *colours.faults_of_accent(accent, ground)]
        if not [*colours.faults_of_main(colour, ground)]:
            assert main == colour


@given(COLOUR, COLOUR)
def test_what_a_page_is_told_is_readable_in_light_and_dark(main: str, accent: str):
    chosen = colours.colours(colours.nearest_main(main, LIGHT), colours.nearest_accent(accent, LIGHT))
    for shades, ground in ((chosen.light, LIGHT), (chosen.dark, DARK)):
        assert colours.contrast(shades.on_main, shades.main) >= colours.TEXT
        assert colours.contrast(shades.on_main, shades.pressed) >= colours.TEXT
        assert colours.contrast(shades.main, ground.paper) >= colours.TEXT
        assert colours.contrast(shades.accent, ground.paper) >= colours.DRAWING
    assert re.fullmatch(r"[-\w#:;(),. {}@]+", colours.style_of(chosen)), "nothing in it could end the style element"
