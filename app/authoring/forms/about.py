"""What a course says of itself, what a module promises, and the words of the glossary."""

import re
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import DateField, Field, HiddenField, IntegerField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, ValidationError

from app.authoring.forms.courses import SAY_TITLE, SHORT_OBJECTIVE, SHORT_TITLE
from app.authoring.forms.lesson import lines_of
from app.catalogue.content.parts import CourseFolder, ModuleFolder, Objective
from app.platform.forms import BaseForm, single_line

SAY = DataRequired(_("Write at least one word. What you do not know yet: To be filled in by the provider."))
DAY = InputRequired(_("Choose a day."))
LONG = Length(max=5_000, message=_("Write at most 5,000 characters."))
LINE = Length(max=300, message=_("Write at most 300 characters."))


def _line(label: str, **more: Any) -> StringField:
    return StringField(label, [SAY, LINE], filters=[single_line], **more)


def _text(label: str) -> TextAreaField:
    return TextAreaField(label, [SAY, LONG], render_kw={"rows": 3})


class AboutForm(BaseForm):
    """The front matter of a course, field by field as the format has it."""

    title = StringField(_("Title of the course"), [DataRequired(SAY_TITLE), SHORT_TITLE], filters=[single_line])
    subtitle = _line(_("Subtitle"))
    summary = _text(_("What it is about, for the catalogue"))
    objectives = TextAreaField(
        _("What somebody can do after it"), [DataRequired(_("Write at least one objective.")), LONG],
        render_kw={"rows": 5},
    )  # fmt: skip
    audience = _text(_("For whom it is"))
    prerequisites = _text(_("What one has to know before"))
    format = _line(_("Format"))
    category = _line(_("Subject"))
    language = StringField(_("Language"))
    author = _line(_("Written by"))
    reviewer = StringField(_("Reviewed by"), [LINE], filters=[single_line])
    instructor = _line(_("Instructor"))
    credentials = _line(_("Credentials of the instructor"))
    disclosure = _text(_("Financial relationships to disclose"))
    limits = _text(_("What the course does not teach or claim"))
    pass_mark = IntegerField(
        _("Pass mark, percent"), [InputRequired(_("Say how many percent.")),
                                  NumberRange(1, 100, _("A pass mark goes from 1 to 100 percent."))]
    )  # fmt: skip
    released = DateField(_("Released"), [DAY])
    reviewed = DateField(_("Last reviewed"), [DAY])
    expires = DateField(_("Expires"), [DAY])
    version = HiddenField()

    def validate_language(self, field: Field) -> None:
        """A tag, since screen readers choose their voice by it."""
        if not re.fullmatch("[a-z]{2,3}(?:-[A-Z]{2})?", field.data or ""):
            raise ValidationError(gettext("Write a language tag such as en or en-US."))

    def validate_expires(self, field: Field) -> None:
        """After the release."""
        if field.data and self.released.data and field.data <= self.released.data:
            raise ValidationError(gettext("A course expires after it is released."))

    def values(self) -> dict[str, Any]:
        """What was typed, by the names of a CourseFolder."""
        texts = ("title", "subtitle", "summary", "audience", "prerequisites", "format", "category", "language",
                 "author", "reviewer", "instructor", "credentials", "disclosure", "limits")  # fmt: skip
        found: dict[str, Any] = {name: lines_of(self[name].data) for name in texts}
        found |= {name: self[name].data for name in ("pass_mark", "released", "reviewed", "expires")}
        return found | {"objectives": tuple(rows_in(self.objectives.data))}


def rows_in(text: str | None) -> list[str]:
    """The lines of a field in which each line is one thing; a dash in front is forgiven."""
    lines = (" ".join(line.split()).removeprefix("- ") for line in lines_of(text).split("\n"))
    return [line for line in lines if line]


def about_form(course: CourseFolder, version: int) -> AboutForm:
    """The form, filled with what the course says now."""
    own = {"objectives": "\n".join(course.objectives)}
    names = [name for name in AboutForm.__dict__ if hasattr(course, name) and name not in own]
    return AboutForm(data={name: getattr(course, name) for name in names} | own | {"version": str(version)})


class ModuleForm(BaseForm):
    """A module; the fields of its objectives are added to it."""

    title = StringField(_("Title"), [DataRequired(SAY_TITLE), SHORT_TITLE], filters=[single_line])
    short = StringField(
        _("Short title, for outlines"), [SAY, Length(max=80, message=_("Write at most 80 characters."))],
        filters=[single_line],
    )  # fmt: skip
    summary = _text(_("What it is about"))
    more = TextAreaField(_("More objectives, one a line"), [LONG], render_kw={"rows": 3})
    version = HiddenField()

    @property
    def goals(self) -> list[Field]:
        """The fields of the objectives that there are."""
        return [field for field in self if field.name.startswith("goal-")]


def module_form(module: ModuleFolder, version: int) -> ModuleForm:
    """The form for a module, with a field for each of its objectives."""

    class Filled(ModuleForm):
        """One field an objective."""

    for number, goal in enumerate(module.objectives, start=1):
        label = _("Objective %(number)s", number=number)
        field = StringField(label, [SHORT_OBJECTIVE], filters=[single_line], default=goal.text)
        setattr(Filled, f"goal-{number}", field)
    saved = {"title": module.title, "short": module.short, "summary": module.summary, "version": str(version)}
    return Filled(data=saved)


def goals_of(form: ModuleForm, module: ModuleFolder, ids: list[str]) -> tuple[Objective, ...]:
    """The objectives that were typed: emptied ones go, new ones get the given ids."""
    typed = zip(module.objectives, form.goals, strict=True)
    kept = [Objective(id=goal.id, text=str(field.data)) for goal, field in typed if field.data]
    return (*kept, *(Objective(id=id_, text=text) for id_, text in zip(ids, rows_in(form.more.data), strict=True)))


class TermForm(BaseForm):
    """A word and what it means."""

    term = StringField(
        _("Word"), [DataRequired(_("Write the word.")), Length(max=80, message=_("Write at most 80 characters."))],
        filters=[single_line],
    )  # fmt: skip
    text = TextAreaField(
        _("What it means, in one or two sentences"),
        [DataRequired(_("Say what it means.")), Length(max=1_000, message=_("Write at most 1,000 characters."))],
        filters=[single_line], render_kw={"rows": 3},
    )  # fmt: skip
    seen = HiddenField()
