"""A report as text, line by line of the bank."""

from collections.abc import Iterator

from app.authoring.banks.filing.files import NewFiles
from app.authoring.banks.parts import BankReport


def told(report: BankReport, filed: NewFiles, *, is_dry: bool) -> str:
    """Each question with what became of it, in the order of the bank, and a summary."""
    rows = sorted((*_imported(filed), *_left(report, filed)))
    lines = [text for _, text in rows]
    verb = "can be imported" if is_dry or report.has_doubt else "to import"
    lines.append(f"{len(filed.files)} {verb}, {len(filed.refused)} refused ({report.format}).")
    return "\n".join(lines)


def _imported(filed: NewFiles) -> Iterator[tuple[int, str]]:
    for one in filed.files:
        rows = [f"line {one.question.line}: {one.kind}, {one.slug}.md"]
        rows += [f"    changed: {change}" for change in one.changed]
        rows += [f"    still to be written: {', '.join(one.missing)}"] if one.missing else []
        yield one.question.line, "\n".join(rows)


def _left(report: BankReport, filed: NewFiles) -> Iterator[tuple[int, str]]:
    for refused in filed.refused:
        name = f' "{refused.name}"' if refused.name else ""
        yield refused.line, f"line {refused.line}: REFUSED{name}: {refused.why}"
    for remark in (*report.remarks, *filed.repeated):
        yield remark.line, f"line {remark.line}: {remark.what}"
