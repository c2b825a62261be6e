"""A report as JSON, for programs."""

from typing import Any

from app.authoring.banks.filing.filed import kind_of
from app.authoring.banks.filing.files import NewFiles
from app.authoring.banks.parts import NUMERICAL, Answer, BankQuestion, BankReport


def report_as_json(report: BankReport, filed: NewFiles) -> dict[str, Any]:
    """`questions` as the file means them, `refused` with line and why, `remarks` with line and what.

    A question that is in both lists was read, but is not imported.
    """
    changed = {id(one.question): list(one.changed) for one in filed.files}
    missing = {id(one.question): list(one.missing) for one in filed.files}
    return {
        "format": report.format,
        "questions": [
            _question(one) | {"changed": changed.get(id(one), []), "missing": missing.get(id(one), [])}
            for one in report.questions
        ],
        "refused": [{"line": one.line, "why": one.why, "name": one.name} for one in filed.refused],
        "remarks": [{"line": one.line, "what": one.what} for one in (*report.remarks, *filed.repeated)],
    }


def _question(question: BankQuestion) -> dict[str, Any]:
    answers = [_answer(one) for one in question.answers]
    return {
        "line": question.line,
        "kind": kind_of(question) or None,
        "moodle_type": question.qtype,
        "name": question.name,
        "stem": question.stem.text,
        "stem_format": question.stem.format,
        "answers": answers,
        "tolerance": [one["tolerance"] for one in answers] if question.qtype == NUMERICAL else [],
        "pairs": [[pair.left.text, pair.right] for pair in question.pairs],
        "gaps": [{"kind": gap.kind, "answers": [_answer(one) for one in gap.answers]} for gap in question.gaps],
        "feedback": question.feedback.text,
        "category": question.category,
        "points": float(question.points) if question.points.replace(".", "", 1).isdigit() else question.points,
        "single": question.is_single,
        "idnumber": question.idnumber,
        "tags": list(question.tags),
    }


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "text": answer.text.text,
        "fraction": float(answer.fraction * 100) / 100,  # in this order it is the very float that Moodle has
        "feedback": answer.feedback.text,
        "tolerance": answer.tolerance,
    }
