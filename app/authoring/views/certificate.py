"""The certificate of a course: its title, the boards it serves, and the statement that is signed for it."""

from dataclasses import replace

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import requires
from app.accounts.rules import Permission
from app.authoring import queries
from app.authoring.forms.certificate import CertificateForm, StatementForm, certificate_form
from app.authoring.queries import Workbench
from app.authoring.rules.statements import new_version
from app.authoring.views import bench_of, blueprint, provider
from app.authoring.views.places import Stop, linked
from app.authoring.views.saving import course_of, must_be_read, saved, version_of
from app.catalogue.content.certificate import PATH, certificate_faults
from app.catalogue.content.parts import CertificateFile, Place
from app.catalogue.content.profiles import profile_faults, profiles
from app.catalogue.content.writer import write_certificate
from app.catalogue.queries.usual import usual_statement
from app.platform import clock, pages
from app.platform.forms import BaseForm

NONE = CertificateFile(place=Place(PATH))


def _file(bench: Workbench) -> CertificateFile:
    """What the course says of its certificate; what holds for every course, where it says nothing."""
    found = course_of(bench).certificate
    must_be_read(bench, PATH, found)
    return found or NONE


def _text(bench: Workbench, edited: CertificateFile) -> str:
    is_same = PATH in bench.files and edited == _file(bench)
    return bench.files[PATH].text if is_same else write_certificate(edited)


def _saved(bench: Workbench, edited: CertificateFile, form: BaseForm) -> bool:
    return saved(bench, PATH, _text(bench, edited), form, form["version"])


@blueprint.get("/studio/<course>/certificate")
@requires(Permission.TEACH)
def certificate(course: str) -> ResponseReturnValue:
    """What the certificate says, and what boards still miss."""
    bench = bench_of(course)
    return _page(bench, certificate_form(_file(bench), version_of(bench, PATH)))


@blueprint.post("/studio/<course>/certificate")
@requires(Permission.TEACH)
def save_certificate(course: str) -> ResponseReturnValue:
    """Save it."""
    bench = bench_of(course, to_change=True)
    form = certificate_form(_file(bench), version_of(bench, PATH))
    if not form.validate():
        return _page(bench, form), 422
    if not _saved(bench, replace(_file(bench), **form.values()), form):
        return _page(bench, form), 409
    return redirect(url_for("authoring.certificate", course=course))


def _page(bench: Workbench, form: CertificateForm) -> str:
    faults = linked(bench, certificate_faults(course_of(bench)))
    return render_template(
        "authoring/certificate.html", bench=bench, form=form, profiles=profiles(), lacking=_lacking(bench),
        faults=faults, chosen=_file(bench).profiles, course=course_of(bench),
    )  # fmt: skip


def _lacking(bench: Workbench) -> dict[str, list[Stop]]:
    """What the course still lacks for each profile there is, chosen or not."""
    course, file = course_of(bench), _file(bench)
    with_each = {name: replace(course, certificate=replace(file, profiles=(name,))) for name in profiles()}
    return {name: linked(bench, profile_faults(one, provider())) for name, one in with_each.items()}


@blueprint.get("/studio/<course>/certificate/statement")
@requires(Permission.TEACH)
def statement(course: str) -> ResponseReturnValue:
    """What students sign for their certificate."""
    bench = bench_of(course)
    said = {"attestation": _file(bench).attestation, "version": str(version_of(bench, PATH))}
    return _statement(bench, StatementForm(data=said))


@blueprint.post("/studio/<course>/certificate/statement")
@requires(Permission.TEACH)
def save_statement(course: str) -> ResponseReturnValue:
    """Save it; another wording gets a version of its own."""
    bench, form = bench_of(course, to_change=True), StatementForm()
    was = _file(bench)
    if not form.validate():
        return _statement(bench, form), 422
    version = was.attestation_version if form.words == was.attestation else _new_version(bench) if form.words else ""
    if not _saved(bench, replace(was, attestation=form.words, attestation_version=version), form):
        return _statement(bench, form), 409
    return redirect(url_for("authoring.statement", course=course))


def _new_version(bench: Workbench) -> str:
    earlier = [one.text for one in queries.texts_of(bench.files[PATH])] if PATH in bench.files else []
    return new_version(earlier, pages.local(clock.now()).date())


def _statement(bench: Workbench, form: StatementForm) -> str:
    file, usual = _file(bench), usual_statement(course_of(bench).language)
    return render_template(
        "authoring/statement.html", bench=bench, form=form, usual=usual,
        version=file.attestation_version if file.attestation else usual.version, is_own=bool(file.attestation),
    )  # fmt: skip
