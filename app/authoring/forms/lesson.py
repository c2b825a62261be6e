"""A lesson as its author edits it."""

from flask_babel import lazy_gettext as _
from wtforms import DateField, HiddenField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from app.assessment.kinds.fields import choices
from app.authoring.forms.courses import SAY_TITLE, SHORT_TITLE
from app.catalogue.content.parts import LessonFile, ModuleFolder
from app.platform.forms import BaseForm, single_line

LONGEST_TEXT = 100_000
APART = "edit--"  # in front of each name: no anchor of an author has two hyphens, so no id is there twice


class LessonForm(BaseForm):
    """Head and text. `version` is that of the file which was opened."""

    title = StringField(_("Title"), [DataRequired(SAY_TITLE), SHORT_TITLE], filters=[single_line])
    objectives = SelectMultipleField(
        _("What it teaches"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    reviewed = DateField(_("Last reviewed"), [InputRequired(_("Choose the day of the last review."))])
    text = TextAreaField(
        _("Text"),
        [Length(max=LONGEST_TEXT, message=_("A text can have 100,000 characters at most."))],
        render_kw={"rows": 24, "class": "code", "spellcheck": "true"},
    )
    version = HiddenField()

    def lesson(self, was: LessonFile) -> LessonFile:
        """The lesson with what was typed."""
        return LessonFile(
            number=was.number, slug=was.slug, id=was.id, title=str(self.title.data),
            objectives=tuple(self.objectives.data or ()), reviewed=self.reviewed.data or was.reviewed,
            text=lines_of(self.text.data), place=was.place,
        )  # fmt: skip


def lines_of(text: str | None) -> str:
    """What a browser sent, with the line ends that files have."""
    return (text or "").replace("\r\n", "\n").replace("\r", "\n").strip()


def lesson_form(module: ModuleFolder, lesson: LessonFile, version: int) -> LessonForm:
    """The form for a lesson, filled with what is saved or with what was sent."""
    saved = {"title": lesson.title, "objectives": list(lesson.objectives), "reviewed": lesson.reviewed,
             "text": lesson.text, "version": str(version)}  # fmt: skip
    form = LessonForm(prefix=APART, data=saved)
    known = {goal.id: goal.text for goal in module.objectives}
    known |= {one: one for one in lesson.objectives if one not in known}  # its own stays, to be seen and unticked
    form.objectives.choices = choices(known)
    return form
