"""What a provider hands to a board beside the front matter: coverage, hours worksheet, references, as JSON. Pure."""

from dataclasses import dataclass
from typing import Any

from app.catalogue.content.coverage import ModuleCoverage
from app.catalogue.content.parts import SourceFile
from app.catalogue.content.questions import USES
from app.catalogue.content.sheet import Sheet, decimal


@dataclass(frozen=True, slots=True)
class Details:
    """Computed when a course is checked, and kept with its revision."""

    modules: tuple[ModuleCoverage, ...]
    sheet: Sheet
    sources: tuple[SourceFile, ...]

    def as_json(self) -> dict[str, Any]:
        """For the database, numbers as they are shown."""
        return {
            "modules": {module.id: _module(module) for module in self.modules},
            "hours": hours_json(self.sheet),
            "references": [_reference(source) for source in self.sources],
        }


def _module(module: ModuleCoverage) -> dict[str, Any]:
    goals = [
        {
            "id": goal.id,
            "text": goal.text,
            "taught": [{"lesson": one.lesson, "anchor": one.anchor, "title": one.title} for one in goal.taught],
            **{use: goal.asked.uses.get(use, 0) for use in USES},
        }
        for goal in module.goals
    ]
    return {"goals": goals, "questions": module.asked.total, "applied": module.asked.share}


def hours_json(sheet: Sheet) -> dict[str, Any]:
    """The worksheet, numbers as they are shown."""
    rules = [
        {
            "label": one.label,
            "formula": one.formula,
            "minutes": decimal(one.minutes),
            "minutes_per_hour": one.minutes_per_hour,
            "exact": decimal(one.minutes / one.minutes_per_hour),
            "hours": decimal(one.hours),
            "caution": one.caution,
        }
        for one in sheet.methods
    ]
    return {
        "words": sheet.words,
        "questions": sheet.questions,
        "media_minutes": decimal(sheet.media_minutes),
        "difficulty": decimal(sheet.difficulty),
        "claimed_by": sheet.claimed_by.label,
        "rules": rules,
    }


def _reference(source: SourceFile) -> dict[str, Any]:
    names = ("kind", "authors", "title", "publisher", "year", "url")
    return {name: getattr(source, name) for name in names}
