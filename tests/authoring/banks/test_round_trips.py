"""What a format holds of a question comes back from it; what it does not hold is refused, never written half."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.authoring.banks import read_bank
from app.authoring.banks.aiken import writer as aiken
from app.authoring.banks.gift import writer as gift
from app.authoring.banks.moodle_xml import writer as moodle_xml
from app.authoring.banks.parts import ALL, HTML, NONE, PLAIN, Answer, BankQuestion, Gap, Pair, Text
from app.authoring.banks.tables import writer as tables
from app.authoring.banks.writers import WRITERS
from app.authoring.banks.writing import bare
from tests.authoring.banks.strategies import KINDS, questions

HELD = {"gift": gift.held, "xml": moodle_xml.held, "aiken": aiken.held, "csv": tables.held, "xlsx": tables.held}
# Which format has a place for which kind; everything else is refused by name.
PLACES = {
    "gift": set(KINDS) - {"multianswer"},
    "xml": set(KINDS),
    "aiken": {"multichoice"},
    "csv": set(KINDS),
    "xlsx": set(KINDS),
}


@pytest.mark.parametrize("form", HELD)
@given(bank=st.lists(questions(), max_size=4))
def test_what_is_written_is_read_again(form: str, bank: list[BankQuestion]):
    written = WRITERS[form](bank)
    read = read_bank(written.data, f"bank.{form}", form)
    assert not read.refused
    kept = [one for one in bank if one.name not in {name for _, _, name in written.refused}]
    assert len(read.questions) == written.count == len(bank) - len(written.refused)
    if len({one.name for one in bank}) == len(bank):
        assert [bare(one) for one in read.questions] == [bare(HELD[form](one)) for one in kept]


@pytest.mark.parametrize("form", PLACES)
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_each_kind_has_a_place_or_is_named(form: str, kind: str):
    question = plain_question(kind)
    written = WRITERS[form]([question])
    if kind in PLACES[form]:
        assert (written.refused, written.count) == ((), 1)
    else:
        assert [one.name for one in written.refused] == [question.name]


def test_what_a_format_leaves_behind_is_said():
    question = replace(plain_question("numerical"), points="3", unit="minutes", tags=("pressure",))
    assert [one.what for one in WRITERS["gift"]([question]).remarks] == ["numerical: left out: its points, its unit"]
    assert WRITERS["xml"]([question]).remarks == ()


def test_what_gift_would_read_otherwise_is_refused():
    question = replace(plain_question("essay"), stem=Text("What does &&058; mean?", PLAIN))
    assert WRITERS["gift"]([question]).refused[0].why == "This format cannot hold the signs that are in it."


def plain_question(kind: str) -> BankQuestion:
    """A question of plain words, of any kind."""
    given = {
        "multichoice": {"answers": (Answer(Text("light"), ALL), Answer(Text("firm"), NONE))},
        "truefalse": {"answers": (Answer(Text("True"), ALL), Answer(Text("False"), NONE))},
        "shortanswer": {"answers": (Answer(Text("light", PLAIN), ALL),)},
        "numerical": {"answers": (Answer(Text("15", PLAIN), ALL, tolerance="2"),)},
        "match": {"pairs": (Pair(Text("Petrissage"), "kneading"), Pair(Text("Effleurage"), "stroking"))},
        "multianswer": {
            "stem": Text("Strokes are {#1}.", HTML),
            "gaps": (Gap("shortanswer", (Answer(Text("light", PLAIN), ALL),)),),
        },
    }
    stem = {"stem": Text("How firm is it?")}
    points = "0" if kind == "description" else "1"
    return BankQuestion(line=1, qtype=kind, name=kind, points=points, **(stem | given.get(kind, {})))
