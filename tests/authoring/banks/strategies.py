"""Questions of banks as Hypothesis makes them, with the signs that formats are made of."""

from fractions import Fraction

from hypothesis import strategies as st

from app.authoring.banks.moodle_text import clean_name, trim
from app.authoring.banks.parts import (
    CLOZE,
    DESCRIPTION,
    ESSAY,
    HTML,
    MARKDOWN,
    MATCH,
    MOODLE,
    MULTICHOICE,
    NUMERICAL,
    PLAIN,
    SHORT_ANSWER,
    TRUE_FALSE,
    Answer,
    BankQuestion,
    Gap,
    Pair,
    Text,
)

SIGNS = "aZ0éあ \n\t%#=~{}:\\[]<>&;\"'/-+@,|*_$()>.!?"
words = st.text(SIGNS, max_size=24).map(trim)
said = st.one_of(st.sampled_from(["light pressure", "n", "[html]x", "//no comment", "1. one", "A) b", "=1+1"]), words)
some = said.filter(bool)
shares = st.sampled_from([Fraction(n, 100) for n in (-100, -50, 0, 25, 50, 75)] + [Fraction("0.3333333"), Fraction(1)])
numbers = st.decimals(-1000, 1000, places=2).map(str)
files = st.text(SIGNS + "ABCDANSWER:123\r\0$CATEGORY", max_size=300)


def texts(form: str, among: st.SearchStrategy[str] = said) -> st.SearchStrategy[Text]:
    """Texts in one format."""
    return among.map(lambda one: Text(one, form))


@st.composite
def questions(draw: st.DrawFn) -> BankQuestion:
    """A question of any kind, all of its texts in one format."""
    form = draw(st.sampled_from([MOODLE, HTML, PLAIN, MARKDOWN]))
    kind = draw(st.sampled_from(sorted(KINDS)))
    given = {"stem": Text(draw(some), form)} | draw(KINDS[kind](form))
    return BankQuestion(
        line=1,
        qtype=kind,
        name=clean_name(draw(some)) or "n",
        feedback=draw(texts(form)) if kind != DESCRIPTION else Text("", form),
        idnumber=draw(st.sampled_from(["", "q-1", "a]b"])),
        tags=draw(st.sampled_from([(), ("pressure",), ("one", "t]wo")])),
        points="0" if kind == DESCRIPTION else "1",
        **given,
    )


def answers(form: str, typed: str, least: int = 1) -> st.SearchStrategy[tuple[Answer, ...]]:
    """Answers with weights and feedback."""
    one = st.builds(Answer, texts(typed, some), shares, texts(form), st.just(""))
    return st.lists(one, min_size=least, max_size=4).map(tuple)


def _choices(form: str) -> st.SearchStrategy[dict]:
    return st.fixed_dictionaries({"answers": answers(form, form, 2), "is_single": st.booleans()})


def _truth(form: str) -> st.SearchStrategy[dict]:
    def both(is_true: bool, one: Text, other: Text) -> dict:
        pairs = (("True", is_true, one), ("False", not is_true, other))
        return {"answers": tuple(Answer(Text(word, form), Fraction(right), text) for word, right, text in pairs)}

    return st.builds(both, st.booleans(), texts(form), texts(form))


def _short(form: str) -> st.SearchStrategy[dict]:
    return st.fixed_dictionaries({"answers": answers(form, PLAIN)})


def _numbers(form: str) -> st.SearchStrategy[dict]:
    one = st.builds(Answer, texts(PLAIN, numbers), shares, texts(form), st.sampled_from(["0", "1", "0.25"]))
    return st.fixed_dictionaries({"answers": st.lists(one, min_size=1, max_size=3).map(tuple)})


def _pairs(form: str) -> st.SearchStrategy[dict]:
    pairs = st.lists(st.builds(Pair, texts(form), some), min_size=2, max_size=4).map(tuple)
    return st.fixed_dictionaries({"pairs": pairs})


def _gaps(form: str) -> st.SearchStrategy[dict]:
    right = st.builds(Answer, texts(PLAIN, some), st.just(Fraction(1)), texts(HTML), st.just(""))
    gap = st.builds(lambda one, more: Gap(SHORT_ANSWER, (one, *more)), right, answers(HTML, PLAIN))
    return gap.map(lambda one: {"gaps": (one,), "stem": Text("It takes {#1} of it.", form)})


KINDS = {
    MULTICHOICE: _choices,
    TRUE_FALSE: _truth,
    SHORT_ANSWER: _short,
    NUMERICAL: _numbers,
    MATCH: _pairs,
    ESSAY: lambda form: st.just({}),
    DESCRIPTION: lambda form: st.just({}),
    CLOZE: _gaps,
}
