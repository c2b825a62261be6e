"""The order of a gradebook: by its heads, with the choice in every link; by a quiz's score, exactly; by cohort."""

from fractions import Fraction
from pathlib import Path

from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app.reporting.rules import BY_SCORE, Sort, by_score
from tests.browser import Browser, Page
from tests.making import a_course
from tests.page_checks import words
from tests.people import ANA, BEN, DEE, signed_in
from tests.reporting.classes import a_class, sits
from tests.reporting.test_choose_students import ONE, THREE, TWO, ZOE, a_mixed_class, knows_it
from tests.reporting.test_roster import ROSTER, asked, names
from tests.sitting import enrolled
from tests.teaching.running import a_cohort, put_into

SHARES = st.dictionaries(st.integers(1, 40), st.fractions(0, 1, max_denominator=7) | st.none())


@given(SHARES, st.sampled_from(sorted(BY_SCORE)))
def test_scores_fall_or_rise_and_who_has_none_is_last(best: dict[int, Fraction | None], sort: Sort):
    found = by_score(best, sort)
    assert sorted(found) == sorted(best)
    sign = -1 if sort is Sort.HIGHEST else 1
    ranks = [(best[one] is None, sign * (best[one] or 0), one) for one in found]
    assert ranks == sorted(ranks)


def sorted_heads(page: Page) -> dict[str, str]:
    return {words(head): head.get("aria-sort") for head in page.tree.xpath("//th[@aria-sort]")}


def press(page: Page, head: str) -> Page:
    """The head of a column; a list of links above the table has words like it."""
    return page.browser.get(page.find(f"//th/a[normalize-space() = '{head}']").get("href"))


def test_a_head_orders_its_column_and_pressed_again_the_other_way(app: Flask, tmp_path: Path):
    a_mixed_class(app, tmp_path)
    page = Browser(signed_in(app, BEN)).get(ROSTER)
    assert sorted_heads(page) == {"Enrolled": "descending"}
    wanted = {
        ("Name", "ascending"): [ANA.name, ONE, TWO, THREE, ZOE],
        ("Name", "descending"): [ZOE, THREE, TWO, ONE, ANA.name],
        ("Done", "descending"): [ANA.name, ONE, TWO, THREE, ZOE],
        ("Done", "ascending"): [TWO, THREE, ZOE, ONE, ANA.name],
        ("Strokes", "descending"): [ONE, TWO, ANA.name, THREE, ZOE],
        ("Strokes", "ascending"): [TWO, ONE, ANA.name, THREE, ZOE],
    }
    for (head, direction), order in wanted.items():
        page = press(page, head)
        assert (sorted_heads(page), names(page)) == ({head: direction}, order)
    file = page.follow("Download as CSV").text
    assert file.index(TWO) < file.index(ONE) < file.index(ANA.name)


def test_the_choice_stays_on_every_page_of_the_list(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    a_class(app, *(f"Student {place:02}" for place in range(10, 64)), first=10)
    sits(app, 1, knows_it)
    sits(app, 2, lambda _question: None)
    page = Browser(signed_in(app, BEN)).get(ROSTER).submit("Search", search="student", sort="highest-score")
    assert sorted_heads(page) == {"Strokes": "descending"}
    second = page.follow("Next →")
    assert sorted_heads(second) == {"Strokes": "descending"}
    both = names(page) + names(second)
    assert both[:2] == [ONE, TWO]
    assert len(set(both)) == 56
    page = press(second, "Strokes").says("56 students", "Page 1 of 2")
    assert names(page)[:3] == [TWO, ONE, "Student 10"]


def test_a_cohort_is_listed_alone_and_so_are_those_in_none(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    for someone in (ANA, DEE):
        enrolled(app, someone)
    ben = Browser(signed_in(app, BEN))
    assert not ben.get(ROSTER).tree.xpath("//select[@name='cohort']"), "there is none to choose"
    spring, autumn = a_cohort(app, "Spring"), a_cohort(app, "Autumn")
    put_into(app, ANA, spring)
    page = ben.get(ROSTER)
    for chosen, wanted in {str(spring): [ANA.name], "none": [DEE.name], "": [DEE.name, ANA.name]}.items():
        assert names(page.submit("Search", cohort=chosen)) == wanted
    page.submit("Search", cohort=str(autumn)).says("Nobody found")
    page = press(page.submit("Search", cohort=str(spring)), "Name")
    assert (names(page), sorted_heads(page)) == ([ANA.name], {"Name": "ascending"})
    assert "Dee" not in page.follow("Download as CSV").text
    for nonsense in ("9999", "-1", "x", "0"):
        assert names(ben.get(f"{ROSTER}?cohort={nonsense}")) == [DEE.name, ANA.name]


def test_an_order_that_makes_no_sense_is_left_out(app: Flask, tmp_path: Path):
    a_mixed_class(app, tmp_path)
    ben = Browser(signed_in(app, BEN))
    for query in ("sort=highest-score&by=nothing", "sort=lowest-score&by=", "sort=score"):
        assert len(names(ben.get(f"{ROSTER}?{query}"))) == 5, query


def test_an_order_by_scores_asks_the_database_as_often_for_any_class(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    ben = signed_in(app, BEN)
    address = f"{ROSTER}?sort=highest-score&cohort=none"
    counts = []
    for first, count in ((0, 3), (10, 60)):
        a_class(app, *(f"Student {place}" for place in range(count)), attempts=1, first=first)
        counts.append([asked(app, ben, address), asked(app, ben, address.replace("?", ".csv?"))])
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 10
