"""The fixed words of a lesson."""

from collections.abc import Mapping
from dataclasses import dataclass, field

# Verdict → tone of its tag in the style sheet.
TONES = {
    "supported": "ok",
    "plausible": "info",
    "mixed": "warn",
    "contested": "warn",
    "unproven": "warn",
    "unsupported": "bad",
}


@dataclass(frozen=True, slots=True)
class Labels:
    """The words the renderer adds, in the language of the course (not of the page around it)."""

    evidence: str = "Evidence note"
    refer: str = "Stop and refer"
    remember: str = "Three things to remember"
    check: str = "Check yourself"
    right: str = "Right"
    wrong: str = "Not this one"
    description: str = "Read the description"
    missing: str = "This picture cannot be shown"
    words: str = "Words in this lesson"
    references: str = "References"
    source: str = "Source"
    back: str = "Back to the text from source"
    back_from_word: str = "Back to the text from the word"
    verdicts: Mapping[str, str] = field(default_factory=lambda: {name: name.capitalize() for name in TONES})


ENGLISH = Labels()
