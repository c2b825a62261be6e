"""A quiz of a draft as a question bank, in each format that there is."""

from flask import abort, make_response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import requires
from app.accounts.rules import Permission
from app.authoring.banking import as_bank, every_format, written
from app.authoring.banks.formats import AIKEN, CSV, GIFT, XLSX, XML
from app.authoring.forms.bank import KINDS
from app.authoring.queries import Workbench
from app.authoring.views import bench_of, blueprint
from app.authoring.views.quiz import quiz_of
from app.catalogue.content.parts import ModuleFolder, QuestionFile
from app.platform.errors import Refused

# Suffix and type; Moodle takes GIFT and Aiken as plain text only.
SENT_AS = {
    GIFT: ("-gift.txt", "text/plain; charset=utf-8"),
    XML: (".xml", "application/xml"),
    AIKEN: ("-aiken.txt", "text/plain; charset=utf-8"),
    CSV: (".csv", "text/csv; charset=utf-8"),
    XLSX: (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@blueprint.get("/studio/<course>/quiz/<unit>/export")
@requires(Permission.TEACH)
def export_bank(course: str, unit: str) -> ResponseReturnValue:
    """What each format would hold of the questions, and what it cannot."""
    bench = bench_of(course)
    module, quiz = quiz_of(bench, unit)
    bank = _bank(bench, module)
    found = every_format(as_bank(bench, bank))
    return render_template(
        "authoring/bank_out.html", bench=bench, module=module, quiz=quiz, bank=bank, found=found, names=KINDS
    )


@blueprint.get("/studio/<course>/quiz/<unit>/export/<form>")
@requires(Permission.TEACH)
def download_bank(course: str, unit: str, form: str) -> ResponseReturnValue:
    """The questions as a file of this format."""
    bench = bench_of(course)
    module, _quiz = quiz_of(bench, unit)
    suffix, kind = SENT_AS.get(form) or abort(404)
    done = written(as_bank(bench, _bank(bench, module)), form)
    if not done.count:
        raise Refused(_("This format can hold none of the questions. Choose another one."))
    response = make_response(done.data)
    response.headers["Content-Type"] = kind
    response.headers["Content-Disposition"] = f'attachment; filename="{bench.slug}-{module.slug}{suffix}"'
    return response


def _bank(bench: Workbench, module: ModuleFolder) -> list[QuestionFile]:
    return [question for _topic, question in bench.course.bank_of(module)] if bench.course else []
