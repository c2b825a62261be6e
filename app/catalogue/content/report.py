"""Coverage and hours worksheet as plain text in 100 columns, for a terminal or a screen reader. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

from app.catalogue.content.coverage import ModuleCoverage, Tally, Taught
from app.catalogue.content.questions import USES
from app.catalogue.content.sheet import Sheet, decimal

WIDTH = 100
GAPS = {"quiz": "no question of the quiz asks for it", "final": "no question of the final test asks for it"}


def coverage_text(modules: Sequence[ModuleCoverage]) -> str:
    """The table of modules, objectives and questions."""
    rows = ["Coverage: the sections that each objective's questions rest on, and how many questions ask for it"]
    for module in modules:
        rows += ["", f"{module.number} {module.title}", *_module(module)]
    gaps = sum(bool(goal.gaps) for module in modules for goal in module.goals)
    goals = sum(len(module.goals) for module in modules)
    return "\n".join([*rows, "", f"Objectives: {goals}. With a gap: {gaps}."])


def _module(module: ModuleCoverage) -> Iterator[str]:
    names = max(len("Whole module"), *(len(goal.id) for goal in module.goals))
    yield f"  {'Objective':{names}}" + "".join(f"{use.capitalize():>10}" for use in USES) + f"{'All':>6}"
    for goal in module.goals:
        yield _counts(goal.id, names, goal.asked)
        yield from _wrapped(goal.text)
        yield from _wrapped(f"Taught in {_places(goal.taught)}")
        yield from _wrapped(f"Kinds: {_kinds(goal.asked)}")
        for use in goal.gaps:
            yield from _wrapped(f"GAP: {GAPS[use]}")
    yield _counts("Whole module", names, module.asked)
    yield from _wrapped(_share(module.asked))


def _counts(name: str, width: int, asked: Tally) -> str:
    return f"  {name:{width}}" + "".join(f"{asked.uses.get(use, 0):>10}" for use in USES) + f"{asked.total:>6}"


def _wrapped(text: str) -> list[str]:
    return wrap(text, WIDTH, initial_indent="    ", subsequent_indent="      ")


def _places(taught: Iterable[Taught]) -> str:
    by_lesson: dict[str, list[str]] = {}
    for section in taught:
        by_lesson.setdefault(section.lesson, []).append(section.title)
    return "; and in ".join(f"{lesson}: {'; '.join(titles)}" for lesson, titles in by_lesson.items())


def _kinds(asked: Tally) -> str:
    return ", ".join(f"{kind} {count}" for kind, count in sorted(asked.kinds.items()))


def _share(asked: Tally) -> str:
    return f"{asked.applied} of {asked.total} questions are scenarios or weigh evidence ({asked.share}%)"


def hours_text(sheet: Sheet) -> str:
    """The hours worksheet of the whole course, rules side by side."""
    head = f"  {'Rule':18}{'Minutes, exact':>18}{'In an hour':>12}{'Hours, exact':>16}{'Rounded down':>14}"
    rows = [
        "Hours worksheet for the course as a whole",
        f"  {sheet.words:,} words, {sheet.questions} questions asked, {decimal(sheet.media_minutes)} media minutes,"
        f" difficulty {decimal(sheet.difficulty)} of 5 (until a reviewer sets it)",
        head,
    ]
    for one in sheet.methods:
        exact = decimal(one.minutes / one.minutes_per_hour)
        rows.append(
            f"  {one.label:18}{decimal(one.minutes):>18}{one.minutes_per_hour:>12}{exact:>16}{decimal(one.hours):>14}"
        )
    cautions = [f"{one.label}: {one.caution}" for one in sheet.methods if one.caution]
    claim = f"Claimed: {decimal(sheet.claimed)} hours, by the {sheet.claimed_by.label}. Nothing else here is a claim."
    return "\n".join([*rows, *(line for text in [*cautions, claim] for line in _wrapped(text))])
