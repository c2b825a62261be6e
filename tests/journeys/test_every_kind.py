"""Every kind of question on a phone: by keyboard alone, and without our script. Answered, saved, there on return.

The questions are the samples in the kinds' own folders, so a new kind is tried here by itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from app.assessment.grading import KINDS
from tests.every_kind import ASKED, EVERY_KIND, form_data, kinds_on, publish_every_kind
from tests.journeys import stories
from tests.journeys.answering import SAVED, events_of, expect_saved, give
from tests.journeys.sites import Site
from tests.journeys.test_keyboard import give_by_keyboard, press_button
from tests.making import SLUG
from tests.people import Someone

PHONE = {"width": 390, "height": 844}
IN_THE_FORM = """() => {
  const found = {};
  for (const [name, value] of new FormData(document.querySelector("form[data-save]")))
    if (name.startsWith("answer") && value) (found[name] ??= []).push(value);
  return found;
}"""


@dataclass(frozen=True)
class Room:
    """Somebody with a phone, at a quiz of every kind; one window for all questions."""

    site: Site
    attempt: str
    page: Page
    complaints: list[str]

    def number_of(self, kind: str) -> int:
        """Where on the paper the question of this kind is."""
        (number,) = [number for number, one in kinds_on(self.site.app, self.attempt).items() if one == kind]
        return number


def room_of(site: Site, chromium: Browser, someone: Someone, **options: object) -> Iterator[Room]:
    """Enrol somebody, start an attempt, open a window."""
    stories.enrol(site.app, someone, SLUG)
    attempt = stories.take(site.app, someone, SLUG, "strokes", answered=0, submit=False).rpartition("/")[2]
    context = chromium.new_context(base_url=site.address, locale="en-US", viewport=PHONE, **options)
    site.sign_in(context, someone)
    page, complaints = context.new_page(), []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    yield Room(site, attempt, page, complaints)
    context.close()


@pytest.fixture(scope="module")
def every_kind(empty_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site with the course."""
    publish_every_kind(empty_site.app, tmp_path_factory.mktemp("every-kind"))
    return empty_site


@pytest.fixture(scope="module")
def pia(every_kind: Site, chromium: Browser) -> Iterator[Room]:
    """Pia uses the keyboard."""
    yield from room_of(every_kind, chromium, Someone("Pia Sandoval", "pia@example.org"))


@pytest.fixture(scope="module")
def quy(every_kind: Site, chromium: Browser) -> Iterator[Room]:
    """Quy's phone runs no script."""
    yield from room_of(every_kind, chromium, Someone("Quy Nguyen", "quy@example.org"), java_script_enabled=False)


def opened(room: Room, kind: str) -> dict[str, Any]:
    """Open the question of this kind; what its form has to hold."""
    number = room.number_of(kind)
    data = form_data(room.site.app, room.attempt, number)
    assert bool(data) == (kind in ASKED), f"{kind} cannot be answered: its first sample fills in no field"
    room.page.goto(f"/attempts/{room.attempt}/{number}")
    return data


def is_there_on_return(room: Room, kind: str, data: dict[str, Any]) -> None:
    """Go on; come back: the form holds the answer, and the page says when it was saved."""
    number = room.number_of(kind)
    room.page.wait_for_url(re.compile(rf"/({number + 1}|check)(#question)?$"))
    room.page.goto(f"/attempts/{room.attempt}/{number}")
    lists = {name: value if isinstance(value, list) else [value] for name, value in data.items()}
    found = room.page.evaluate(IN_THE_FORM) if data else {}
    assert {name: sorted(one.replace("\r\n", "\n") for one in values) for name, values in found.items()} == {
        name: sorted(map(str, values)) for name, values in lists.items()
    }
    saved = events_of(room.site.app, room.attempt, number)
    if kind in ASKED:
        expect(room.page.locator(".saved")).to_have_text(SAVED)
        assert KINDS[kind].is_answered(saved[-1])
    assert bool(saved) == (kind in ASKED)
    assert not room.complaints


def onward(kind: str) -> str:
    """What the button says that leads on."""
    return "Save and continue" if kind in ASKED else "Continue"


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_a_keyboard_is_enough(kind: str, pia: Room):
    data = opened(pia, kind)
    give_by_keyboard(pia.page, data)
    if kind in ASKED:
        expect_saved(pia.page)
    press_button(pia.page, onward(kind))
    is_there_on_return(pia, kind, data)


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_no_script_is_needed(kind: str, quy: Room):
    data = opened(quy, kind)
    give(quy.page, data)
    quy.page.get_by_role("button", name=onward(kind), exact=True).click()
    is_there_on_return(quy, kind, data)


def test_every_kind_is_tried_here(every_kind: Site, pia: Room):
    assert sorted(kinds_on(every_kind.app, pia.attempt).values()) == EVERY_KIND == sorted(KINDS)
