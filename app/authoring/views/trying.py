"""A quiz of a draft as a student sees it, and on paper. Nothing that is answered here is kept."""

from dataclasses import replace

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.access import requires
from app.accounts.rules import Permission
from app.authoring.trying import paper_of
from app.authoring.views import bench_of, blueprint
from app.authoring.views.quiz import quiz_of
from app.platform import ids

LONGEST_SEED = 40
WHOLE_BANK = 10_000


@blueprint.get("/studio/<course>/quiz/<unit>/try")
@requires(Permission.TEACH)
def try_quiz(course: str, unit: str) -> ResponseReturnValue:
    """A paper as one student might get it."""
    bench = bench_of(course)
    module, quiz = quiz_of(bench, unit)
    paper = paper_of(bench, module, quiz, ids.public_id(), None)
    return render_template("authoring/try.html", bench=bench, module=module, quiz=quiz, paper=paper, is_marked=False)


@blueprint.post("/studio/<course>/quiz/<unit>/try")
@requires(Permission.TEACH)
def mark_try(course: str, unit: str) -> ResponseReturnValue:
    """The same paper, marked."""
    bench = bench_of(course)
    module, quiz = quiz_of(bench, unit)
    paper = paper_of(bench, module, quiz, request.form.get("seed", "")[:LONGEST_SEED], request.form)
    return render_template("authoring/try.html", bench=bench, module=module, quiz=quiz, paper=paper, is_marked=True)


@blueprint.get("/studio/<course>/quiz/<unit>/print")
@requires(Permission.TEACH)
def print_quiz(course: str, unit: str) -> ResponseReturnValue:
    """Every question of the quiz on paper; `?key=1` with what is right."""
    bench = bench_of(course)
    module, quiz = quiz_of(bench, unit)
    more = {key: value for key, value in quiz.more.items() if key != "pools"}
    whole = replace(quiz, draw=WHOLE_BANK, shuffle=False, more=more)
    paper = paper_of(bench, module, whole, "print", None)
    with_key = request.args.get("key") == "1"
    return render_template(
        "authoring/print.html", bench=bench, module=module, quiz=quiz, paper=paper, with_key=with_key
    )
