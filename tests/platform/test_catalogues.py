"""Each catalogue is whole: every text that learners read, with the same gaps, compiled as it stands."""

import ast
import io

import pytest
from babel.messages.mofile import write_mo

from tests.platform.catalogues import OTHERS, ROOT, catalogue, folder, forms, gaps, messages, said

HINT = "the README's recipe “A sentence for learners, a language” tells how to bring the catalogue up to date"
every_language = pytest.mark.parametrize("language", OTHERS)


@every_language
def test_every_text_of_the_learners_pages_is_translated(language: str):
    kept = {one.id: one for one in messages(language)}
    missing = [f"{text!r}, in {min(files)}" for text, files in said().items() if text not in kept]
    empty = [f"{one.id!r}" for one in kept.values() if one.fuzzy or not all(forms(one.string))]
    assert not missing + empty, f"{HINT}:\n" + "\n".join(missing + empty)


@every_language
def test_nothing_is_translated_that_is_not_said_any_more(language: str):
    gone = [one.id for one in messages(language) if one.id not in said()]
    assert not gone + list(catalogue(language).obsolete), HINT


@every_language
def test_a_text_and_its_translation_have_the_same_gaps(language: str):
    for one in messages(language):
        wanted = set().union(*map(gaps, forms(one.id)))
        assert len(forms(one.string)) == len(forms(one.id)), one.id
        for text in forms(one.string):
            assert gaps(text) | {"%(num)s"} == wanted | {"%(num)s"}, one.id


@every_language
def test_a_translation_keeps_the_spaces_at_its_ends(language: str):
    for one in messages(language):
        for text, translated in zip(forms(one.id), forms(one.string), strict=True):
            ends = [(each[: len(each) - len(each.lstrip())], each[len(each.rstrip()) :]) for each in (text, translated)]
            assert ends[0] == ends[1], one.id


@every_language
def test_what_is_compiled_is_what_is_written(language: str):
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(language))
    assert folder(language).joinpath("messages.mo").read_bytes() == compiled.getvalue(), HINT


def test_no_text_hides_inside_an_f_string_where_extraction_does_not_see_it():
    hidden = []
    for file in sorted((ROOT / "app").rglob("*.py")):
        source = file.read_text()
        if "{_(" in source or "{ngettext(" in source:
            strings = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.JoinedStr))
            hidden += [
                f"{file.relative_to(ROOT)}:{one.lineno}"
                for one in strings
                if "gettext(" in ast.unparse(one) or "{_(" in ast.unparse(one)
            ]
    assert not hidden, hidden
