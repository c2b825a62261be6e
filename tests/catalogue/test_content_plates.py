"""Plates that questions ask about: where their parts are, and that nothing in them names a part."""

import re

import pytest
from lxml import etree

from app.catalogue.content.plates import Plate, read_plate
from app.catalogue.content.problems import ContentProblems

TITLE = "<title>A back</title>"


def plate(inside: str, view: str = "0 0 640 520") -> Plate:
    """The plate with this drawn on it."""
    text = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}">{TITLE}{inside}</svg>'
    return read_plate(text, "plate-q--", "figures/back.svg")


@pytest.mark.parametrize(
    ("shape", "box"),
    [
        ('<rect id="a" x="10" y="20" width="30" height="40"/>', (10, 20, 30, 40)),
        ('<rect id="a" width="30" height="40"/>', (0, 0, 30, 40)),
        ('<circle id="a" cx="50" cy="60" r="10"/>', (40, 50, 20, 20)),
        ('<ellipse id="a" cx="50" cy="60" rx="10" ry="5"/>', (40, 55, 20, 10)),
        ('<line id="a" x1="5" y1="9" x2="1" y2="2"/>', (1, 2, 4, 7)),
        ('<polygon id="a" points="10,10 50 20,30,90"/>', (10, 10, 40, 80)),
        ('<path id="a" d="M10 20H50V60h-60v-10Z"/>', (-10, 20, 60, 40)),
        ('<path id="a" d="m10 20 5 5l5-30z m100 0 1 1"/>', (10, -5, 101, 30)),
        ('<path id="a" d="M0 0C10 -20 30 40 20 10s1 2 3 4q1 1 2 2t9 9"/>', (0, -20, 34, 60)),
        ('<path id="a" d="M0 0A5 5 0 0 1 90 12a5 5 0 0 1-100 0"/>', (-10, 0, 100, 12)),
        ('<path id="a" d="M.5.5L1.5-2"/>', (0.5, -2, 1, 2.5)),
        ('<g id="a"><rect width="3" height="4"/><g><circle cx="9" cy="9" r="1"/></g></g>', (0, 0, 10, 10)),
    ],
)  # fmt: skip
def test_a_part_has_the_box_around_its_points(shape: str, box: tuple[float, ...]):
    assert plate(shape).boxes == {"a": box}


@pytest.mark.parametrize(
    "shape",
    [
        '<rect id="a" width="10%" height="40"/>',
        '<rect id="a" width="nan" height="40"/>',
        '<rect id="a" width="1e999" height="40"/>',
        '<rect id="a" width="30" height="40" transform="rotate(45)"/>',
        '<g transform="translate(9 9)"><rect id="a" width="30" height="40"/></g>',
        '<g id="a"><rect width="30" height="40" transform="scale(2)"/></g>',
        '<svg x="9"><rect id="a" width="30" height="40"/></svg>',
        '<path id="a" d="M10 20L5"/>',
        '<path id="a" d=""/>',
        '<path id="a" d="M0 0A5 5 0 0110 10"/>',
        '<polygon id="a" points="1 2 3"/>',
        '<text id="a" x="1" y="2">Psoas</text>',
    ],
)
def test_a_part_whose_place_takes_more_than_sums_has_none(shape: str):
    assert plate(shape).boxes == {}


def test_nothing_in_the_drawing_names_a_part():
    named = (
        '<g id="psoas" aria-label="The psoas"><title>Psoas</title><desc>psoas</desc>'
        '<path id="psoas-2" d="M0 0H9V9Z"/></g>'
        '<desc>The psoas is on the left.</desc><rect id="iliacus" aria-labelledby="psoas" width="9" height="9"/>'
    )
    svg = plate(named).svg
    assert "soas" not in svg
    assert "iliacus" not in svg
    assert [element.get("id") for element in etree.fromstring(svg).iter() if element.get("id")] == ["plate-q--0"]
    assert svg.count("<title") == 1


def test_ids_that_the_drawing_needs_become_numbers_of_this_question():
    marker = '<defs><marker id="psoas-tip"><path d="M0 0H9V9Z"/></marker></defs>'
    svg = plate(f'{marker}<path d="M0 0H9" marker-end="url(#psoas-tip)"/>').svg
    ids = set(re.findall(r'id="([^"]+)"', svg))
    assert ids == {"plate-q--0", "plate-q--1"}
    assert set(re.findall(r"url\(#([^)]+)\)", svg)) < ids
    assert "psoas" not in svg


def test_the_picture_keeps_its_title_and_the_text_around_what_was_taken_out():
    svg = plate('<text x="1" y="2">One <tspan><title>Psoas</title>two</tspan> three</text>').svg
    root = etree.fromstring(svg)
    assert root.findtext("{*}title") == "A back"
    assert root.get("aria-labelledby") == root.find("{*}title").get("id")
    assert "".join(root.find("{*}text").itertext()) == "One two three"


@pytest.mark.parametrize(
    "view", ["0 0 640", "a b c d", "0 0 0 520", "0 0 640 -1", "0 0 1e3 5", "0 0 9999999 5", "0 0 ٤ 4"]
)
def test_a_view_box_that_cannot_be_read_is_a_fault(view: str):
    with pytest.raises(ContentProblems, match="viewBox") as caught:
        plate("", view)
    assert all(problem.path == "figures/back.svg" and problem.cure for problem in caught.value.problems)


def test_what_may_not_stand_in_a_page_is_refused_here_too():
    with pytest.raises(ContentProblems, match="<script> is not allowed"):
        plate("<script>alert(1)</script>")
