"""Advice on how a question is written: what gives the answer away, or makes a reader stumble. Pure; stops nothing.

The rules are those on which guides to item writing agree (Haladyna, Downing and Rodriguez 2002, in our own words).
"""

import re
from collections.abc import Iterator, Sequence

from app.assessment.kinds.base import N_
from app.authoring.rules.rows import Row

NEGATIVE = re.compile(r"\b(not|except|least|never|cannot|n't)\b", re.IGNORECASE)
COMBINED = re.compile(
    r"\b(all|none|both|neither) of (the|these)\b|\ball (are|of them)\b|\b[a-d] (and|or) [a-d]\b", re.I
)
ABSOLUTE = re.compile(r"\b(always|never|all|none|only|every|everybody|nobody|completely|must|impossible)\b", re.I)
ENDS = ("?", ":", "…", "...", "____", ".")
FEW = 3  # options from which a guess is worth little
LONGER = 1.4  # times the longest wrong option
LONG_ENOUGH = 25  # letters: shorter options differ in length by chance
TELLING = 6  # letters of a word that is more than grammar


def hints(stem: str, rows: Sequence[Row], why: str) -> list[str]:
    """What to look at again, most important first; sentences for the author. `rows`: none where it has no options."""
    asked = stem.strip().rpartition("\n\n")[2]
    options = [row for row in rows if row.text.strip()]
    found = [*_of_stem(asked), *_of_options(asked, options)] if asked else []
    if not why.strip():
        found.append(N_("Say why the right answer is right: students read it with their result."))
    return found


def _of_stem(asked: str) -> Iterator[str]:
    if NEGATIVE.search(asked):
        yield N_("The question is asked in the negative. Ask what is true instead, so that nobody trips over one word.")
    if not asked.rstrip("*_ ").endswith(ENDS):
        yield N_("End the question with a question mark, so that it is clear what is asked.")


def _of_options(asked: str, options: Sequence[Row]) -> Iterator[str]:
    right, wrong = [one for one in options if one.is_right], [one for one in options if not one.is_right]
    if any(COMBINED.search(one.text) for one in options):
        yield N_("An option is made of others, such as “all of the above”. Whoever knows one part can guess it.")
    if 0 < len(options) < FEW:
        yield N_("With two options half of all guesses are right. Write one or two more.")
    if right and wrong:
        yield from _giveaways(asked, right, wrong)
    if len({one.text.rstrip().endswith(".") for one in options}) > 1:
        yield N_("Some options end with a full stop and some do not. Write them alike.")
    elif len({one.text.lstrip()[:1].isupper() for one in options}) > 1:
        yield N_("Some options begin with a capital and some do not. Write them alike.")
    if wrong and any(not one.reply.strip() for one in wrong):
        yield N_("Say under each wrong option why it tempts, kindly. The check wants it.")


def _giveaways(asked: str, right: Sequence[Row], wrong: Sequence[Row]) -> Iterator[str]:
    longest = max(len(one.text) for one in wrong)
    if min(len(one.text) for one in right) > max(LONG_ENOUGH, longest * LONGER):
        yield N_("The right option is much the longest. Students notice: shorten it, or lengthen the others.")
    alone = [one for one in wrong if not COMBINED.search(one.text)]
    if any(ABSOLUTE.search(one.text) for one in alone) and not any(ABSOLUTE.search(one.text) for one in right):
        yield N_("A wrong option says “always”, “never”, “only” or the like. Such options are guessed to be wrong.")
    if _telling(asked) & _common(right) - set().union(*(_telling(one.text) for one in wrong)):
        yield N_("A word of the question stands in the right option alone, and gives it away.")


def _telling(text: str) -> set[str]:
    return {word for word in re.findall(r"[^\W\d_]+", text.casefold()) if len(word) >= TELLING}


def _common(options: Sequence[Row]) -> set[str]:
    """The words that every one of the options has."""
    return set.intersection(*(_telling(one.text) for one in options))
