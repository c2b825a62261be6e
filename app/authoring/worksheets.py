"""The hours worksheet of a draft: what each rule would make of the course as it is written now."""

import re
from dataclasses import replace

from app.authoring.drawing import draw
from app.authoring.queries import Workbench
from app.catalogue.content.course import DECIMAL
from app.catalogue.content.hours import METHODS
from app.catalogue.content.parts import CourseFolder, Hours
from app.catalogue.content.sheet import Sheet, sheet_of


def sheet_of_draft(bench: Workbench, course: CourseFolder) -> Sheet:
    """The worksheet; a claim that cannot be read counts as none, a rule that is none as the first."""
    words = sum(draw(bench, module, lesson).words for module in course.modules for lesson in module.lessons)
    return sheet_of(replace(course, hours=_claim(course.hours)), words)


def _claim(hours: Hours) -> Hours:
    method = hours.method if hours.method in METHODS else next(iter(METHODS))
    return Hours(method=method, claimed=hours.claimed if re.fullmatch(DECIMAL, hours.claimed) else "0")
