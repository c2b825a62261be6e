"""The hours worksheet: what each rule makes of the course, and what the course claims."""

from dataclasses import replace

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import requires
from app.accounts.rules import Permission
from app.authoring.forms.hours import HoursForm
from app.authoring.queries import FRONT, Workbench
from app.authoring.views import bench_of, blueprint
from app.authoring.views.saving import course_of, saved
from app.authoring.worksheets import sheet_of_draft
from app.catalogue.content.details import hours_json
from app.catalogue.content.sheet import decimal
from app.catalogue.content.writer import write_front


@blueprint.get("/studio/<course>/worksheet")
@requires(Permission.TEACH)
def worksheet(course: str) -> ResponseReturnValue:
    """Every rule side by side, for the draft as it is now."""
    bench = bench_of(course)
    claim = course_of(bench).hours
    version = str(bench.files[FRONT].version)
    return _page(bench, HoursForm(data={"method": claim.method, "claimed": claim.claimed, "version": version}))


@blueprint.post("/studio/<course>/worksheet")
@requires(Permission.TEACH)
def save_claim(course: str) -> ResponseReturnValue:
    """Save what the course claims."""
    bench, form = bench_of(course, to_change=True), HoursForm()
    was = course_of(bench)
    if not form.validate():
        return _page(bench, form), 422
    edited = replace(was, hours=form.hours)
    text = bench.files[FRONT].text if edited == was else write_front(edited)
    if not saved(bench, FRONT, text, form, form.version):
        return _page(bench, form), 409
    return redirect(url_for("authoring.worksheet", course=course))


def _page(bench: Workbench, form: HoursForm) -> str:
    sheet = sheet_of_draft(bench, course_of(bench))
    return render_template(
        "authoring/worksheet.html", bench=bench, form=form, worksheet=hours_json(sheet), claimed=decimal(sheet.claimed),
        computed=decimal(sheet.claimed_by.hours), is_over=sheet.claimed > sheet.claimed_by.hours,
        by_subject=bool(bench.course and bench.course.certificate and bench.course.certificate.hours),
    )  # fmt: skip
