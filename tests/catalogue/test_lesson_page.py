"""Ana opens a lesson with every box in it: what she sees is what Ben wrote, and every link leads somewhere."""

from pathlib import Path
from urllib.parse import urljoin

from flask import Flask

from tests.authoring.folders import whole_course
from tests.browser import Page
from tests.making import SLUG
from tests.page_checks import words
from tests.people import ANA
from tests.sitting import enrolled, publish


def opened(app: Flask, tmp_path: Path) -> Page:
    publish(app, tmp_path, whole_course())
    return enrolled(app, ANA).get(f"/learn/{SLUG}/begin")


def test_every_box_says_in_words_what_it_is(app: Flask, tmp_path: Path):
    page = opened(app, tmp_path)
    page.says("Evidence note", "Warm hands help Mixed", "Stop and refer: Numbness", "Oil A little is enough.")
    page.says("Three things to remember", "Check yourself Which hands begin?", "After this lesson you can")
    told = [words(one) for one in page.tree.xpath("//details[@class='choice']/*")]
    assert told == ["Warm ones", "✓ Right Yes.", "Cold ones", "✗ Not this one They startle."]


def test_signs_of_every_script_arrive_as_they_were_written(app: Flask, tmp_path: Path):
    opened(app, tmp_path).says("“Quoted” — 力, ß, 🙂,")


def test_a_statement_leads_to_its_source_and_back(app: Flask, tmp_path: Path):
    page = opened(app, tmp_path)
    mark = page.tree.xpath("//p[starts-with(., 'They are long and light')]//sup/a")[0]
    reference = page.find(f"//li[@id='{mark.get('href')[1:]}']")
    assert words(reference).startswith("A document. A publisher. https://example.org/document")
    assert page.find(f"//*[@id='{mark.get('id')}']") is mark
    assert f"#{mark.get('id')}" in [link.get("href") for link in reference.iterfind("a")]


def test_links_in_the_course_lead_where_the_author_meant(app: Flask, tmp_path: Path):
    page = opened(app, tmp_path)
    page.follow("the quiz").says("Strokes quiz")
    (section,) = page.tree.xpath("//a[.='the strokes']/@href")
    assert words(page.find(f"//*[@id='{section.removeprefix('#')}']")) == "Strokes"


def test_every_address_on_the_page_is_there(app: Flask, tmp_path: Path):
    page = opened(app, tmp_path)
    ours = {link for link in page.tree.xpath("//a/@href") if not link.startswith(("https:", "http:", "#", "mailto:"))}
    assert len(ours) > 5
    for link in ours:
        page.browser.get(urljoin(page.address, link))
