"""Every question kind is whole: its folder, its sample, its place in the dictionary, and a page that tells no key."""

import ast
import json
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from importlib import import_module
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

import app.assessment.kinds
from app.assessment import grading
from app.assessment.kinds import Kind
from app.assessment.kinds.base import Ask, Body, Order, numbered
from app.assessment.kinds.fields import Fields
from app.catalogue.content.parts import ESSAY, TEXT
from app.catalogue.content.questions import body_start
from app.platform.languages import lang, lang_again, said

ROOT = Path(app.assessment.kinds.__file__).parent
FOLDERS = sorted(path.name for path in ROOT.iterdir() if path.is_dir() and path.name != "__pycache__")
TEXTS = ["description"]  # kinds that ask nothing, and so have no key
ASKED = pytest.mark.parametrize("sample", [name for name in FOLDERS if name not in TEXTS], indirect=True)
FILES = {"__init__.py", "mark.py", "fields.py", "ask.html", "review.html", "edit.html", "sample.md"}


@dataclass
class Sample:
    """A kind with the sample of its folder."""

    folder: str
    kind: Kind[Any]
    fields: Fields
    front: dict[str, Any]
    stem: Body
    body: Body

    @property
    def spec(self) -> Any:
        return self.kind.read(self.body, self.front)

    @property
    def rekeyed(self) -> Any:
        """The same question to look at, with another key."""
        return self.kind.read(numbered(self.front["other_key"]), self.front)

    @property
    def responses(self) -> Iterator[tuple[dict[str, Any], Fraction]]:
        for one in self.front["sample"]:
            yield json.loads(one["response"]), Fraction(one["fraction"])

    def orders(self, spec: Any) -> list[Order]:
        return list(permutations(range(self.kind.tokens(spec))))


@pytest.fixture(params=FOLDERS)
def sample(request: pytest.FixtureRequest) -> Sample:
    folder = request.param
    kind = import_module(f"app.assessment.kinds.{folder}.mark")
    lines = numbered((ROOT / folder / "sample.md").read_text(encoding="utf-8"))
    fence = [number for number, line in lines if line == "+++"]
    why = next((number for number, line in lines if line == "## Why"), len(lines) + 1)
    front = tomllib.loads("\n".join(line for _, line in lines[fence[0] : fence[1] - 1]))
    inner = lines[fence[1] : why - 1]
    start = body_start([line for _, line in inner]) if kind.IS_ASKED else len(inner)
    stem, body = inner[:start], inner[start:]
    return Sample(folder, kind, import_module(f"app.assessment.kinds.{folder}.fields"), front, stem, body)


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_kind_is_a_folder_of_six_files(folder: str) -> None:
    assert {path.name for path in (ROOT / folder).iterdir() if path.is_file()} == FILES


def test_every_kind_stands_in_the_dictionary(sample: Sample) -> None:
    assert sample.kind.KIND == sample.folder.replace("_", "-") == sample.front["kind"]
    assert grading.KINDS[sample.kind.KIND] is sample.kind


def test_the_dictionary_has_no_kind_without_a_folder() -> None:
    assert sorted(name.replace("-", "_") for name in grading.KINDS) == FOLDERS


SHARED = ("base", "gaps", "lists", "numbers", "plates", "shapes", "texts")  # the pure centre, beside the folders


@pytest.mark.parametrize("file", [*(f"{folder}/mark.py" for folder in FOLDERS), *(f"{name}.py" for name in SHARED)])
def test_marking_is_pure_because_it_imports_only_the_standard_library_and_what_is_pure(file: str) -> None:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "." for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    outside = {name for name in names if name.split(".")[0] not in sys.stdlib_module_names}
    assert outside <= {f"app.assessment.kinds.{name}" for name in SHARED}


def test_a_sample_has_a_stem_and_only_options_that_its_kind_knows(sample: Sample) -> None:
    known = {"id", "kind", "points", "objective", "passage", "sources", "use", "style", "other_key", "plate", "sample"}
    assert "".join(line for _, line in sample.stem).strip()
    assert set(sample.front) - known <= sample.kind.OPTIONS
    assert (sample.front["use"] == "practice") == sample.kind.PRACTICE_ONLY


def test_a_sample_survives_writing_and_reading(sample: Sample) -> None:
    body, options = sample.kind.write(sample.spec)
    assert set(options) <= sample.kind.OPTIONS
    assert sample.kind.read(numbered(body), options) == sample.spec


def test_a_sample_survives_the_database(sample: Sample) -> None:
    assert sample.kind.load(json.loads(json.dumps(sample.kind.dump(sample.spec)))) == sample.spec


def test_a_sample_marks_as_it_says(sample: Sample) -> None:
    for response, fraction in sample.responses:
        stored = json.loads(json.dumps(sample.kind.normalise(sample.spec, response)))
        assert sample.kind.normalise(sample.spec, stored) == stored, "normalising twice changes nothing"
        assert sample.kind.mark(sample.spec, response).fraction == fraction, response
        assert grading.mark(sample.kind.KIND, sample.kind.dump(sample.spec), stored).fraction == fraction
    fractions = {fraction for _, fraction in sample.responses}
    if sample.kind.NEEDS_MARKER or not sample.kind.IS_ASKED:
        assert fractions == {0}, "nothing is earned before somebody has read it"
    else:
        assert {Fraction(0), Fraction(1)} <= fractions, "a sample shows a right and a wrong answer"


def test_only_what_is_asked_has_points(sample: Sample) -> None:
    assert sample.kind.IS_ASKED == (sample.folder not in TEXTS) == (sample.front["points"] > 0)


def test_practice_over_a_course_knows_which_kinds_cannot_be_told_at_once() -> None:
    slow = [name for name, kind in grading.KINDS.items() if kind.NEEDS_MARKER or not kind.IS_ASKED]
    assert sorted(slow) == sorted([ESSAY, TEXT])


def test_no_answer_at_all_is_unanswered_and_earns_nothing(sample: Sample) -> None:
    blank = sample.kind.normalise(sample.spec, {})
    for response in ({}, blank):
        assert not sample.kind.is_answered(response)
        assert sample.kind.mark(sample.spec, response).fraction == 0
        assert not sample.kind.explain(sample.spec, response, with_key=True).is_answered
    assert grading.mark(sample.kind.KIND, sample.kind.dump(sample.spec), None).fraction == 0


def test_an_answer_comes_back_from_the_form_as_it_was_stored(sample: Sample) -> None:
    for response, _ in sample.responses:
        stored = sample.kind.normalise(sample.spec, response)
        for order in sample.orders(sample.spec):
            form = _form(sample, sample.kind.ask(sample.spec, order), sample.fields.from_response(stored, order))
            assert form.validate(), form.errors
            again = sample.fields.to_response(form.data, order)
            assert sample.kind.normalise(sample.spec, again) == stored


@ASKED
def test_a_question_with_another_key_looks_the_same(sample: Sample) -> None:
    """Whatever the key, a student meets the same pages equally often, to the byte."""
    assert sample.spec != sample.rekeyed
    assert sample.kind.rule(sample.spec) == sample.kind.rule(sample.rekeyed)
    assert _asks(sample, sample.spec) == _asks(sample, sample.rekeyed)
    assert _pages(sample, sample.spec) == _pages(sample, sample.rekeyed)


@ASKED
def test_a_kind_that_need_not_be_shuffled_tells_no_key_as_written(sample: Sample) -> None:
    if sample.kind.MUST_SHUFFLE:
        assert sample.kind.ask(sample.spec, ()).shown == (), "nothing is shown rather than the key"
    else:
        assert sample.kind.ask(sample.spec, ()) == sample.kind.ask(sample.rekeyed, ())


@ASKED
def test_a_review_without_the_key_is_the_same_for_every_key(sample: Sample) -> None:
    for response, _ in sample.responses:
        sent = sample.fields.from_response(sample.kind.normalise(sample.spec, response), sample.orders(sample.spec)[0])
        assert _reviews(sample, sample.spec, sent) == _reviews(sample, sample.rekeyed, sent)


def test_a_sample_can_be_edited_in_the_studio(sample: Sample) -> None:
    body, options = sample.kind.write(sample.spec)
    form = sample.fields.Edit(data={"body": body, **options})
    assert form.validate(), form.errors
    assert form.spec == sample.spec
    page = _templates().get_template(f"kinds/{sample.folder}/edit.html").render(form=form)
    assert "<textarea" in page
    assert 'aria-describedby="body-hint"' in page

    broken = sample.fields.Edit(data={"body": f"{body}\n!"})
    assert not broken.validate()
    assert f"Line {len(body.splitlines()) + 1}:" in broken.errors["body"][0]
    page = _templates().get_template(f"kinds/{sample.folder}/edit.html").render(form=broken)
    assert 'aria-describedby="body-hint body-error"' in page


def _templates() -> Environment:
    found = Environment(
        loader=FileSystemLoader(ROOT.parent), extensions=["jinja2.ext.i18n"], undefined=StrictUndefined, autoescape=True
    )
    found.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    found.filters.update(markdown=lambda text: text, markdown_inline=lambda text: text, safe_html=Markup)
    found.globals.update(csp_nonce=lambda: "nonce", lang=lang, lang_again=lang_again, said=said)
    return found


def _form(sample: Sample, ask: Ask, data: dict[str, Any]) -> Any:
    """The form with the data sent to it as a browser does."""
    sent = {
        name: [v for v in (value if isinstance(value, list) else [value]) if v is not None]
        for name, value in data.items()
    }
    return sample.fields.build(ask)(MultiDict({name: values for name, values in sent.items() if values} | {"x": ["1"]}))


def _asks(sample: Sample, spec: Any) -> Counter[Ask]:
    return Counter(sample.kind.ask(spec, order) for order in sample.orders(spec))


def _pages(sample: Sample, spec: Any) -> Counter[str]:
    template = _templates().get_template(f"kinds/{sample.folder}/ask.html")
    asks = [sample.kind.ask(spec, order) for order in sample.orders(spec)]
    return Counter(
        template.render(ask=ask, form=sample.fields.build(ask)(), number=1, stem="?", points=1) for ask in asks
    )


def _reviews(sample: Sample, spec: Any, sent: dict[str, Any]) -> Counter[Any]:
    return Counter(
        sample.kind.explain(spec, sample.fields.to_response(sent, order), with_key=False, order=order)
        for order in sample.orders(spec)
    )
