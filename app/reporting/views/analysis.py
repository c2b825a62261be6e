"""Item analysis: how the questions of a quiz do."""

from flask import Response, abort, current_app, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.access import requires
from app.accounts.rules import Permission
from app.assessment.grading import KINDS
from app.platform import clock
from app.reporting import exports, queries
from app.reporting.analysis import QuizAnalysis, analyse, current_of
from app.reporting.answers import parts_of
from app.reporting.views import blueprint


@blueprint.get("/studio/<course>/quiz/<unit>/analysis")
@requires(Permission.TEACH)
def analysis(course: str, unit: str) -> ResponseReturnValue:
    """Every question with its figures and what they say."""
    return render_template("reporting/analysis.html", analysis=_analysed(course, unit))


@blueprint.get("/studio/<course>/quiz/<unit>/analysis.csv")
@requires(Permission.TEACH)
def analysis_csv(course: str, unit: str) -> ResponseReturnValue:
    """The same as a file, every version of every question in it."""
    found = _analysed(course, unit)
    name = f"questions-{found.quiz.course_slug}-{found.quiz.slug}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(exports.analysis_csv(found), content_type="text/csv; charset=utf-8", headers=headers)


@blueprint.get("/studio/<course>/quiz/<unit>/analysis/<question>")
@requires(Permission.TEACH)
def question_analysis(course: str, unit: str, question: str) -> ResponseReturnValue:
    """One question: its options or parts by top and bottom third, and its other versions."""
    found = _analysed(course, unit)
    versions = found.by_key.get(question) or abort(404)
    number = request.args.get("version", current_of(versions).number, int)
    line = next((one for one in versions if one.number == number), None) or abort(404)
    return render_template(
        "reporting/question_analysis.html", analysis=found, line=line, versions=versions,
        parts=parts_of(found.quiz, line), has_key=not KINDS[line.version.question.kind].NEEDS_MARKER,
    )  # fmt: skip


def _analysed(course: str, unit: str) -> QuizAnalysis:
    counts = current_app.extensions["counts"]
    return analyse(queries.analysed_quiz(course, unit, counts, clock.now()) or abort(404))
