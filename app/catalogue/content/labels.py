"""The fixed words of a lesson. Pure: whoever renders one hands them in, in the language of its course."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from html import escape
from typing import Any

N_ = str  # marks what the catalogues of translations hold

# Verdict → tone of its tag in the style sheet.
TONES = {
    "supported": "ok",
    "plausible": "info",
    "mixed": "warn",
    "contested": "warn",
    "unproven": "warn",
    "unsupported": "bad",
}
VERDICTS = {
    "supported": N_("Supported"),
    "plausible": N_("Plausible"),
    "mixed": N_("Mixed"),
    "contested": N_("Contested"),
    "unproven": N_("Unproven"),
    "unsupported": N_("Unsupported"),
}


@dataclass(frozen=True, slots=True)
class Labels:
    """The words the renderer adds, in the language of the course (not of the page around it).

    `language`: the tag of theirs, where it is another one than the course's; "" where it is the same.
    """

    evidence: str = N_("Evidence note")
    refer: str = N_("Stop and refer")
    remember: str = N_("Three things to remember")
    check: str = N_("Check yourself")
    right: str = N_("Right")
    wrong: str = N_("Not this one")
    description: str = N_("Read the description")
    missing: str = N_("This picture cannot be shown")
    words: str = N_("Words in this lesson")
    references: str = N_("References")
    source: str = N_("Source")
    back: str = N_("Back to the text from source")
    back_from_word: str = N_("Back to the text from the word")
    verdicts: Mapping[str, str] = field(default_factory=lambda: dict(VERDICTS))
    language: str = ""

    def translated(self, translate: Callable[[str], str], language: str = "") -> "Labels":
        """The same in another language: each of them through `translate`."""
        words: dict[str, Any] = {
            one.name: translate(getattr(self, one.name)) for one in fields(self) if one.name not in OTHERS
        }
        verdicts = {name: translate(word) for name, word in self.verdicts.items()}
        return Labels(**words, verdicts=verdicts, language=language)

    @property
    def mark(self) -> str:
        """For the tag of an element that holds nothing but a label: ` lang="en"`, or nothing."""
        return f' lang="{escape(self.language)}"' if self.language else ""

    def beside(self, label: str) -> str:
        """A label as HTML among words of the course."""
        return f"<span{self.mark}>{escape(label)}</span>" if self.language else escape(label)


OTHERS = ("verdicts", "language")  # than single words
ENGLISH = Labels()
