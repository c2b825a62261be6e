"""Who the provider is and how it looks."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf.file import FileField
from wtforms import BooleanField, Field, HiddenField, StringField
from wtforms.validators import Length, ValidationError

from app.platform.colours import DARK, LIGHT, SHAPE, Fault, Ground, Pair, faults_of_accent, faults_of_main
from app.platform.forms import BaseForm, single_line
from app.platform.site import Brand

_ = lazy_gettext
PAIRS = {
    Pair.LINK_ON_PAPER: _("a link on the page"),
    Pair.LINK_ON_SURFACE: _("a link on a card"),
    Pair.LINK_ON_SUNKEN: _("a link at the foot of the page"),
    Pair.LINK_ON_TINT: _("the color on its own tint"),
    Pair.INK_ON_TINT: _("text on the tint of the color"),
    Pair.BUTTON: _("the words on a button"),
    Pair.BUTTON_UNDER_POINTER: _("the words on a button under the pointer"),
    Pair.DRAWING_ON_PAPER: _("a drawing on the page"),
    Pair.DRAWING_ON_SURFACE: _("a drawing on a card"),
}


class Readable:
    """A validator for a color: nothing, or `#RRGGBB` with which every pair can be read on this ground."""

    def __init__(self, find_faults: Callable[[str, Ground], Iterator[Fault]], ground: Ground) -> None:
        """`find_faults`: of the main color, or of the accent color."""
        self.find_faults, self.ground = find_faults, ground

    def __call__(self, _form: object, field: Field) -> None:
        """Raises ValidationError that names each pair, its ratio, the one it needs, and the nearest color."""
        given = str(field.data or "")
        if given and not re.fullmatch(SHAPE, given):
            raise ValidationError(_("Write # and six digits or letters from A to F, such as #0E5A55."))
        faults = list(self.find_faults(given, self.ground)) if given else []
        if faults:
            raise ValidationError(" ".join([*map(_told, faults), self._cure(faults[0].nearest)]))

    def _cure(self, nearest: str) -> str:
        where = gettext("on dark pages") if self.ground is DARK else gettext("on light pages")
        told: str = gettext(
            "The nearest color that everybody can read %(where)s is %(nearest)s.", where=where, nearest=nearest
        )
        return told


def _told(fault: Fault) -> str:
    """Rounded down, so that 4.49 is never told as 4.5."""
    pair, ratio = str(PAIRS[fault.pair]).capitalize(), f"{int(fault.ratio * 100) / 100:.2f}"
    told: str = gettext(
        "%(pair)s has a contrast of %(ratio)s to 1 and needs %(needed)s.",
        pair=pair, ratio=ratio, needed=f"{fault.needed:g}",
    )  # fmt: skip
    return told


def _words(label: Any, longest: int) -> Any:
    too_long = _("Use at most %(longest)s characters.", longest=longest)
    return StringField(label, [Length(max=longest, message=too_long)], filters=[single_line])


def _colour(name: str, label: Any, readable: Readable) -> Any:
    """`name`: of its id; `main` alone is the id of the page's own part."""
    looks: dict[str, object] = {"maxlength": 7, "spellcheck": "false", "autocomplete": "off"}
    return StringField(label, [readable], filters=[single_line], render_kw=looks, id=f"{name}-color")


class BrandForm(BaseForm):
    """Everything may stay empty: then the environment's words and the program's own look are shown."""

    begun_with = HiddenField(default="0")  # the edition that the page showed
    name = _words(_("Name of the site"), 60)
    provider = _words(_("Name of the provider"), 200)
    contact = _words(_("Contact"), 300)
    logo = FileField(_("Logo"))
    no_logo = BooleanField(_("Show no logo any more"))
    main = _colour("main", _("Main color"), Readable(faults_of_main, LIGHT))
    accent = _colour("accent", _("Accent color"), Readable(faults_of_accent, LIGHT))
    main_dark = _colour("main-dark", _("Main color on dark pages"), Readable(faults_of_main, DARK))
    accent_dark = _colour("accent-dark", _("Accent color on dark pages"), Readable(faults_of_accent, DARK))

    def validate_accent(self, field: Field) -> None:
        """Two colors, or none."""
        if bool(field.data) != bool(self.main.data):
            raise ValidationError(_("Choose both colors, or neither."))

    def check_against(self, newest: Brand) -> bool:
        """Whether it was begun with the newest edition, or says the same. Else tells what differs; saved once more, it
        comes after that."""
        mine, begun_with = self.said | self.chosen, self.begun_with.data
        self.begun_with.data = str(newest.id)
        theirs = [
            f"{self[name].label.text}: {kept or '–'}" for name in mine if (kept := getattr(newest, name)) != mine[name]
        ]
        if begun_with == str(newest.id) or not theirs:
            return True
        told = gettext(
            "Somebody saved this page meanwhile. There it says: %(theirs)s. Compare, then save once more.",
            theirs="; ".join(theirs),
        )
        self.form_errors.append(told)
        return False

    @property
    def said(self) -> dict[str, str]:
        """The words as they are kept; what was not sent is empty."""
        return {name: str(self[name].data or "") for name in ("name", "provider", "contact")}

    @property
    def chosen(self) -> dict[str, str]:
        """The colors as they are kept: capitals, and no dark ones where there are no light ones."""
        names = ("main", "accent", "main_dark", "accent_dark")
        return {name: str(self[name].data or "").upper() if self.main.data else "" for name in names}
