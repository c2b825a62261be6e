"""Licences as their owners type them: kept exactly as typed, compared without what people leave out. Pure."""

import re
from dataclasses import dataclass
from enum import Enum, auto

LONGEST_NUMBER = 40
NATIONAL = "US"
N_ = str  # marks a text for translation: the form translates it, a certificate prints it as it stands
# Postal abbreviation → name, as the boards' own lists use them; the last is for national certificates and ids.
JURISDICTIONS: dict[str, str] = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado",
    "CT": "Connecticut", "DE": "Delaware", "DC": "District of Columbia", "FL": "Florida", "GA": "Georgia",
    "GU": "Guam", "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas",
    "KY": "Kentucky", "LA": "Louisiana", "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan",
    "MN": "Minnesota", "MS": "Mississippi", "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada",
    "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York", "NC": "North Carolina",
    "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania", "PR": "Puerto Rico",
    "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas", "UT": "Utah",
    "VT": "Vermont", "VA": "Virginia", "VI": "Virgin Islands", "WA": "Washington", "WV": "West Virginia",
    "WI": "Wisconsin", "WY": "Wyoming", NATIONAL: N_("National (a certification or member number)"),
}  # fmt: skip
KINDS: dict[str, str] = {
    "massage": N_("Massage therapy"),
    "acupuncture": N_("Acupuncture"),
    "nursing": N_("Nursing"),
    "physical-therapy": N_("Physical therapy"),
    "athletic-training": N_("Athletic training"),
    "cosmetology": N_("Cosmetology"),
    "ncbtmb": N_("NCBTMB board certification"),
    "nccaom": N_("NCCAOM"),
    "other": N_("Other"),
}


class NumberFault(Enum):
    """Why a text cannot be the number of any licence."""

    LETTERS = auto()
    NO_DIGIT = auto()
    TOO_LONG = auto()


@dataclass(frozen=True, slots=True)
class Shape:
    """What the numbers of one register look like, as far as is known: where that is written, and when it was read."""

    state: str
    kind: str
    pattern: str
    example: str
    source: str
    checked: str


# Used to ask again, never to refuse: registers change, and the paper in the owner's hand is right.
SHAPES = (
    Shape("FL", "massage", r"MA\d{1,7}", "MA12345", "massagecelearningtree.com/florida", "2026-11-21"),
    Shape(NATIONAL, "nccaom", r"[1-9]\d{2,5}", "12345", "nccaom.org, PDA points", "2026-11-21"),
)


def normalised(number: str) -> str:
    """The number for comparing: capitals, letters and digits only. `e.0012-3 a` and `E0012 3A` are one licence."""
    return "".join(symbol for symbol in number.upper() if symbol.isalnum())


def fault_in(number: str) -> NumberFault | None:
    """What makes a number impossible; None for one that may be."""
    if len(number) > LONGEST_NUMBER:
        return NumberFault.TOO_LONG
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 ./#-]*", number):
        return NumberFault.LETTERS
    return None if any(symbol.isdigit() for symbol in number) else NumberFault.NO_DIGIT


def unusual(state: str, kind: str, number: str) -> str:
    """An example of what the register's numbers look like, where this one looks otherwise; else ""."""
    known = (shape for shape in SHAPES if (shape.state, shape.kind) == (state, kind))
    return next((shape.example for shape in known if not re.fullmatch(shape.pattern, normalised(number))), "")


def licence_text(state: str, kind: str, number: str) -> str:
    """`Florida, Massage therapy: MA12345`, as it is shown and printed; the national ones by their kind alone."""
    place = "" if state == NATIONAL else JURISDICTIONS.get(state, state)
    return f"{', '.join(filter(None, [place, KINDS.get(kind, kind)]))}: {number}"
