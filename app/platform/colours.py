"""Two colors of a provider, made into those that pages need, and whether everybody can read what is written in them.

Pure. Contrast and its limits: WCAG 2.2, success criteria 1.4.3 (text, 4.5:1) and 1.4.11 (drawings, 3:1).
"""

import colorsys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache, partial

TEXT, DRAWING = 4.5, 3.0
DARKEST_PARTS = 0.04045  # up to here light grows in a straight line
STEPS = 510  # of lightness, from black to white: finer than a screen shows
SHAPE = r"#[0-9A-Fa-f]{6}"
WHITE, NEARLY_BLACK = "#FFFFFF", "#0B1112"


@dataclass(frozen=True, slots=True)
class Ground:
    """What stands behind and beside a provider's colors, as the style sheet has it.

    `towards`: where a button's color goes under the pointer; `tint`: how much of a color is in its tint, from 0 to 1.
    """

    paper: str
    surface: str
    sunken: str
    ink: str
    towards: str
    tint: float


LIGHT = Ground("#FBF8F2", "#FFFFFF", "#F2ECE1", "#1B2A2C", "#000000", 0.11)
DARK = Ground("#11191A", "#192425", "#0B1112", "#ECE8E0", "#FFFFFF", 0.16)


class Pair(StrEnum):
    """What is seen on what."""

    LINK_ON_PAPER = "link on paper"
    LINK_ON_SURFACE = "link on surface"
    LINK_ON_SUNKEN = "link on sunken"
    LINK_ON_TINT = "link on tint"
    INK_ON_TINT = "ink on tint"
    BUTTON = "button"
    BUTTON_UNDER_POINTER = "button under pointer"
    DRAWING_ON_PAPER = "drawing on paper"
    DRAWING_ON_SURFACE = "drawing on surface"


@dataclass(frozen=True, slots=True)
class Fault:
    """A pair that cannot be read: its ratio, the one it needs, and the nearest color with which every pair can."""

    pair: Pair
    ratio: float
    needed: float
    nearest: str


@dataclass(frozen=True, slots=True)
class Shades:
    """What is made of the two colors on one ground, each as `#RRGGBB`."""

    main: str
    pressed: str
    on_main: str
    main_tint: str
    accent: str
    accent_tint: str


@dataclass(frozen=True, slots=True)
class Colours:
    """A provider's two colors, each for light and for dark pages."""

    main: str
    accent: str
    main_dark: str
    accent_dark: str

    @property
    def light(self) -> Shades:
        """On light paper, and on every certificate."""
        return shades(self.main, self.accent, LIGHT)

    @property
    def dark(self) -> Shades:
        """Where the person, or their device, asked for dark."""
        return shades(self.main_dark, self.accent_dark, DARK)


TOKENS = {  # what the style sheet calls each shade
    "main": "--pine",
    "pressed": "--pine-h",
    "on_main": "--on-pine",
    "main_tint": "--pine-tint",
    "accent": "--clay",
    "accent_tint": "--clay-tint",
}
OURS = Colours("#0E5A55", "#A34426", "#7FD1C5", "#EBA184")


def colours(main: str, accent: str, main_dark: str = "", accent_dark: str = "") -> Colours:
    """The colors; a dark one that was not given is the nearest to the light one that can be read."""
    return Colours(
        main.upper(),
        accent.upper(),
        main_dark.upper() or nearest_main(main.upper(), DARK),
        accent_dark.upper() or nearest_accent(accent.upper(), DARK),
    )


def shades(main: str, accent: str, ground: Ground) -> Shades:
    """Everything that pages show in the two colors."""
    on_main = max(WHITE, NEARLY_BLACK, key=lambda words: contrast(words, main))
    return Shades(
        main, mixed(main, ground.towards, 0.28), on_main, mixed(ground.surface, main, ground.tint),
        accent, mixed(ground.surface, accent, ground.tint),
    )  # fmt: skip


@cache
def style_of(chosen: Colours, where: str = ":root") -> str:
    """The rules that put the colors in place of the style sheet's own, for all that the selector `where` finds.

    Browsers without light-dark() get the light ones.
    """
    light, dark = asdict(chosen.light), asdict(chosen.dark)
    both = "; ".join(f"{TOKENS[name]}: light-dark({light[name]}, {dark[name]})" for name in TOKENS)
    only = "; ".join(f"{TOKENS[name]}: {light[name]}" for name in TOKENS)
    return f"{where} {{ {both} }} @supports not (color: light-dark(#000, #FFF)) {{ {where} {{ {only} }} }}"


def paper_style_of(main: str, accent: str) -> str:
    """The rules for a certificate, which keeps the look of its day, on light paper in every theme."""
    return f".cert {{ {TOKENS['main']}: {main}; {TOKENS['accent']}: {accent} }}"


def faults_of_main(main: str, ground: Ground) -> Iterator[Fault]:
    """Each pair of the main color that cannot be read."""
    for pair, ratio in _main_pairs(main, ground).items():
        if ratio < TEXT:
            yield Fault(pair, ratio, TEXT, nearest_main(main.upper(), ground))


def faults_of_accent(accent: str, ground: Ground) -> Iterator[Fault]:
    """Each pair of the accent color that cannot be seen; it is drawn with, never written with."""
    for pair, ratio in _accent_pairs(accent, ground).items():
        if ratio < DRAWING:
            yield Fault(pair, ratio, DRAWING, nearest_accent(accent.upper(), ground))


@cache
def nearest_main(main: str, ground: Ground) -> str:
    """The main color, or the one that differs least in lightness and with which every pair can be read."""
    return _nearest(main, partial(_is_readable_main, ground))


@cache
def nearest_accent(accent: str, ground: Ground) -> str:
    """The same for the accent color."""
    return _nearest(accent, partial(_is_readable_accent, ground))


def contrast(one: str, other: str) -> float:
    """The ratio of two colors, from 1 to 21 (WCAG 2.2, "contrast ratio")."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """`one` with so much of `other`, from 0 to 1."""
    parts = zip(_parts(one), _parts(other), strict=True)
    return _written(*(a + (b - a) * share for a, b in parts))


def _main_pairs(main: str, ground: Ground) -> dict[Pair, float]:
    made = shades(main, main, ground)
    return {
        Pair.LINK_ON_PAPER: contrast(main, ground.paper),
        Pair.LINK_ON_SURFACE: contrast(main, ground.surface),
        Pair.LINK_ON_SUNKEN: contrast(main, ground.sunken),
        Pair.LINK_ON_TINT: contrast(main, made.main_tint),
        Pair.INK_ON_TINT: contrast(ground.ink, made.main_tint),
        Pair.BUTTON: contrast(made.on_main, main),
        Pair.BUTTON_UNDER_POINTER: contrast(made.on_main, made.pressed),
    }


def _accent_pairs(accent: str, ground: Ground) -> dict[Pair, float]:
    return {
        Pair.DRAWING_ON_PAPER: contrast(accent, ground.paper),
        Pair.DRAWING_ON_SURFACE: contrast(accent, ground.surface),
    }


def _is_readable_main(ground: Ground, main: str) -> bool:
    return min(_main_pairs(main, ground).values()) >= TEXT


def _is_readable_accent(ground: Ground, accent: str) -> bool:
    return min(_accent_pairs(accent, ground).values()) >= DRAWING


def _nearest(colour: str, is_readable: Callable[[str], bool]) -> str:
    """The same hue, lighter or darker. Black on light and white on dark can always be read, so there is one."""
    hue, lightness, strength = colorsys.rgb_to_hls(*_parts(colour))
    for step in range(STEPS + 1):
        for at in (lightness - step / STEPS, lightness + step / STEPS):
            tried = _written(*colorsys.hls_to_rgb(hue, min(1, max(0, at)), strength)) if step else colour
            if is_readable(tried):
                return tried
    raise ValueError(f"no color like {colour} can be read on this ground")


def _parts(colour: str) -> tuple[float, float, float]:
    """Red, green and blue, each from 0 to 1."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _written(*parts: float) -> str:
    return "#" + "".join(f"{round(part * 255):02X}" for part in parts)


def _luminance(colour: str) -> float:
    """WCAG 2.2, "relative luminance"."""
    linear = [part / 12.92 if part <= DARKEST_PARTS else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
