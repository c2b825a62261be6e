"""Sentences for the author of a bank: English here, and with all that it takes to say them in another language."""

from collections.abc import Sequence
from typing import Self

Value = str | int | tuple[str, ...]


class Said(str):
    """A sentence with values in it: `Said(N_("There is no encoding %(name)s."), name=name)` reads as English text.

    Whoever shows it may translate `pattern` first and put `values` in then. A tuple holds words that are to be
    translated too, and reads as a list; anything else stands as it is, and a sentence in a sentence is translated.
    """

    pattern: str
    values: dict[str, Value]

    def __new__(cls, pattern: str, **values: Value) -> Self:
        """The English sentence."""
        told = {name: ", ".join(one) if isinstance(one, tuple) else one for name, one in values.items()}
        made = super().__new__(cls, pattern % told)
        made.pattern, made.values = pattern, values
        return made


def several(sentences: Sequence[str]) -> Said:
    """Sentences, one after the other."""
    pattern = " ".join(f"%(s{at})s" for at in range(len(sentences)))
    return Said(pattern, **{f"s{at}": (one,) for at, one in enumerate(sentences)})
