"""My certificates: ours and others', chosen and added up; as a page, a PDF and a CSV file."""

from dataclasses import dataclass
from datetime import date

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as lazy

from app.accounts.access import requires, signed_in
from app.accounts.rules import Permission
from app.certificates import actions, queries
from app.certificates.actions import OutsideDetails
from app.certificates.forms import OutsideForm
from app.certificates.forms.outside import FORMATS
from app.certificates.rules import Entry, Status, Wanted, chosen, hours_text, totals
from app.certificates.transcript import Sheet, render
from app.certificates.views import blueprint, boards, today
from app.platform import clock
from app.platform.csv_files import as_csv
from app.platform.languages import language
from app.platform.pages import day
from app.platform.site import current_site

HEAD = [
    lazy("Completed"), lazy("Course"), lazy("Provider"), lazy("Hours (CE)"), lazy("Category"), lazy("Format"),
    lazy("Verified"), lazy("Status"), lazy("Serial number"),
]  # fmt: skip

NOTE = lazy(
    "A serial number can be checked at %(address)s. What has none was added by the student and is not verified. "
    "Acceptance is decided by your board."
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the page and the files show."""

    wanted: Wanted
    everything: list[Entry]
    entries: list[Entry]

    @property
    def totals(self) -> list[tuple[str, str]]:
        """Hours by category, and of all where there are several."""
        found = totals(self.entries, self.wanted.category)
        lines = [(name, hours_text(hours)) for name, hours in found.items()]
        return [*lines, (_("All"), hours_text(sum(found.values())))] if len(lines) > 1 else lines  # type: ignore[arg-type]

    @property
    def categories(self) -> dict[str, str]:
        """What one can choose among, each with its language; "" where nobody told."""
        return dict(sorted((name, entry.language) for entry in self.everything for name in entry.hours))

    @property
    def formats(self) -> dict[str, str]:
        """The same for formats."""
        return dict(sorted((entry.format, entry.language) for entry in self.everything))


@blueprint.get("/certificates")
@requires(Permission.LEARN)
def mine() -> ResponseReturnValue:
    """My certificates, chosen and added up."""
    return render_template("certificates/mine.html", found=_chosen(), states=_states())


@blueprint.get("/certificates/transcript.csv")
@requires(Permission.LEARN)
def transcript_csv() -> ResponseReturnValue:
    """The same as a file for spreadsheets."""
    states = _states()
    rows = [
        [entry.completed_on.isoformat(), entry.title, entry.provider, hours_text(entry.total), ", ".join(entry.hours),
         format_text(entry.format, entry.language), _("yes") if entry.is_verified else _("no"),
         states[entry.status], entry.serial]
        for entry in _chosen().entries
    ]  # fmt: skip
    headers = {"Content-Disposition": 'attachment; filename="transcript.csv"'}
    return Response("\ufeff" + as_csv([HEAD, *rows]), content_type="text/csv; charset=utf-8", headers=headers)


@blueprint.get("/certificates/transcript.pdf")
@requires(Permission.LEARN)
def transcript_pdf() -> ResponseReturnValue:
    """The same on paper."""
    data = render(_sheet(_chosen()))
    headers = {"Content-Disposition": 'inline; filename="transcript.pdf"'}
    return Response(data, mimetype="application/pdf", headers=headers)


@blueprint.get("/certificates/outside")
@requires(Permission.LEARN)
def outside() -> ResponseReturnValue:
    """A form for another provider's certificate."""
    return render_template("certificates/outside.html", form=OutsideForm())


@blueprint.post("/certificates/outside")
@requires(Permission.LEARN)
def add_outside() -> ResponseReturnValue:
    """Keep it."""
    form = OutsideForm()
    if form.validate_on_submit():
        given = OutsideDetails(**{name: value for name, value in form.data.items() if name != "csrf_token"})
        try:
            actions.add_outside(signed_in(), given, clock.now())
        except actions.TooMany:
            form.title.errors = [_("You keep 500 here already. Remove one first.")]
        else:
            flash(_("Added. It stands on your transcript as not verified."), "success")
            return redirect(url_for("certificates.mine"))
    return render_template("certificates/outside.html", form=form), 422


@blueprint.post("/certificates/outside/<int(max=2147483647):number>/remove")
@requires(Permission.LEARN)
def remove_outside(number: int) -> ResponseReturnValue:
    """Forget it."""
    actions.remove_outside(queries.own_outside(signed_in().id, number) or abort(404))
    flash(_("Removed from your transcript."), "success")
    return redirect(url_for("certificates.mine"))


@blueprint.app_template_filter()
def format_text(words: str, written: str) -> str:
    """A format as it is shown: `written` is its language; where that is "", it was chosen among our own words."""
    return words if written or words not in FORMATS else str(_(words))


def _chosen() -> Chosen:
    asked = request.args
    wanted = Wanted(
        _date(asked.get("since", "")), _date(asked.get("until", "")),
        asked.get("category", "")[:100], asked.get("format", "")[:40],
    )  # fmt: skip
    everything = queries.entries_of(signed_in().id, today(), boards().broker)
    return Chosen(wanted, everything, chosen(everything, wanted))


def _date(typed: str) -> date | None:
    """A date, or no limit where the text is none."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def _states() -> dict[str, str]:
    return {
        Status.VALID: _("Valid"),
        Status.EXPIRED: _("Expired"),
        Status.SUPERSEDED: _("Replaced by a correction"),
        Status.WITHDRAWN: _("Withdrawn"),
    }


def _sheet(found: Chosen) -> Sheet:
    site, states = current_site(), _states()
    rows = [
        [day(entry.completed_on), entry.title, entry.provider, hours_text(entry.total),
         entry.serial or _("not verified") if entry.status == Status.VALID else states[entry.status]]
        for entry in found.entries
    ]  # fmt: skip
    return Sheet(
        title=_("Transcript"), name=signed_in().printed_name, period=_period(found.wanted),
        head=[_("Completed"), _("Course"), _("Provider"), _("Hours (CE)"), _("Serial number")], rows=rows,
        nothing=_("Nothing is on record here."), totals_title=_("Hours by category"), totals=found.totals,
        note=str(NOTE) % {"address": url_for("certificates.verify", _external=True)},
        footer=_("%(site)s, printed on %(day)s", site=site.name, day=day(today())),
        site=site.name, paper=site.paper, language=language(),
    )  # fmt: skip


def _period(wanted: Wanted) -> str:
    ends = [day(one) if one else "" for one in (wanted.since, wanted.until)]
    told = {(True, True): _("%(since)s to %(until)s"), (True, False): _("since %(since)s"),
            (False, True): _("until %(until)s"), (False, False): _("everything on record")}  # fmt: skip
    said = told[bool(ends[0]), bool(ends[1])] % {"since": ends[0], "until": ends[1]}
    return ", ".join(filter(None, [said, wanted.category, wanted.format]))
