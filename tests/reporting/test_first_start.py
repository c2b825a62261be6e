"""The first start makes a site out of nothing; a later one changes nothing that people made."""

import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import create_app
from app.accounts.models import Person, SignInLink
from app.catalogue.models import CourseRevision
from app.platform import jobs, migrating
from app.platform.db import db
from app.platform.environment import SettingsError
from app.reporting import serving
from tests.bench.site import Site
from tests.browser import Browser
from tests.certificates.claiming import changed_settings
from tests.databases import PostgresDatabase
from tests.making import SLUG, course_files, write_files
from tests.people import ANA, CORA, PASSWORD, add
from tests.second_steps import set_up
from tests.settings import settings_for
from tests.sitting import enrolled, passed, stored
from tests.together import together

ADMINISTRATOR = "administrator@localhost"


@pytest.fixture(autouse=True)
def _shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One small course is shipped."""
    write_files(tmp_path / "program" / "courses", course_files())
    monkeypatch.setattr(serving, "ROOT", tmp_path / "program")


def link_in(said: list[str]) -> str:
    """The path of the administrator's link."""
    return said[-1].strip().removeprefix("http://localhost")


def chosen(browser: Browser, link: str) -> None:
    """The administrator signs in with the link and chooses a password."""
    page = browser.get(link).submit("Sign in").follow("Choose a password")
    page.submit("Change password", fields={"new_password": PASSWORD, "new_password_confirm": PASSWORD})


def test_the_first_start_imports_what_is_shipped_and_lets_the_administrator_in(app: Flask, browser: Browser):
    said = serving.prepare(app)
    assert said[:2] == ["Imported Warm hands.", f"First administrator ({ADMINISTRATOR}), sign in once within a day:"]
    page = browser.get(link_in(said)).submit("Sign in").says("You are signed in", "set up a second step")
    assert set_up(page.follow("Studio")).follow("Studio").heading == "Studio"
    browser.get("/courses").says("Warm hands")


def test_a_course_with_a_fault_is_named_and_the_site_starts_without_it(app: Flask, browser: Browser, tmp_path: Path):
    (tmp_path / "program" / "courses" / SLUG / "course.toml").write_text('id = "half')
    said = serving.prepare(app)
    assert said[0].startswith(f"{SLUG} was not imported:")
    assert f"{SLUG}/course.toml:1" in said[0]
    browser.get(link_in(said)).submit("Sign in").says("You are signed in")


@pytest.mark.sqlite_only  # a file that does not exist yet
def test_it_makes_the_database_too(tmp_path: Path):
    new = create_app(settings_for(tmp_path / "new"))
    assert serving.prepare(new)[0] == "The database was brought up to date."
    assert serving.prepare(new)[0].startswith("First administrator")
    Browser(new.test_client()).get("/courses").says("Warm hands")
    with new.app_context():
        db.engine.dispose()


def test_until_a_password_is_chosen_each_start_gives_a_new_link(app: Flask, browser: Browser):
    first, second = serving.prepare(app), serving.prepare(app)
    assert link_in(first) != link_in(second)
    chosen(browser, link_in(second))
    assert serving.prepare(app) == []
    assert len(stored(app, select(Person))) == 1
    assert len(stored(app, select(SignInLink))) == 2


def test_two_servers_that_start_at_the_same_moment_make_one_site(app: Flask, browser: Browser, database_url: str):
    """Two machines on one PostgreSQL, or somebody who was impatient and typed the command twice."""
    other = create_app(settings_for(app.extensions["settings"].data, database_url))
    said = sorted(together([lambda: serving.prepare(app), lambda: serving.prepare(other)]), key=len)
    assert said[0] == [
        "The link of the first administrator is with the words of the server that started a moment earlier."
    ]
    assert said[1][:2] == ["Imported Warm hands.", f"First administrator ({ADMINISTRATOR}), sign in once within a day:"]
    assert [len(stored(app, select(table))) for table in (Person, SignInLink, CourseRevision)] == [1, 1, 1]
    chosen(browser, link_in(said[1]))


@pytest.mark.deep
def test_two_machines_start_on_an_empty_database_at_the_same_moment(
    tmp_path: Path, postgres_database: PostgresDatabase
):
    """As their users start them: two processes, each with its own folder, on one PostgreSQL without a table."""
    url = postgres_database.bare("two_starts")
    machines = [Site(tmp_path / name, url) for name in ("first", "second")]
    try:
        servers = [site.start() for site in machines]
        for server in servers:
            server.await_page("/health")
        said = [site.folder.with_suffix(".log").read_text() for site in machines]
        found = create_app(settings_for(tmp_path, url))
        counts = [len(stored(found, select(table))) for table in (Person, SignInLink)]
        twice = stored(found, select(CourseRevision.course_id, func.count()).group_by(CourseRevision.course_id))
    finally:
        for site in machines:
            site.stop()
    print(f"two first starts at once: {counts[0]} administrator, {counts[1]} link, {len(twice)} courses, none twice")
    assert counts == [1, 1]
    assert len(twice) == len(list((Path(__file__).parents[2] / "courses").glob("*/course.toml")))
    assert ["Traceback" in words for words in said] == [False, False]
    assert sorted("/sign-in/link/" in words for words in said) == [False, True]
    with found.app_context():
        db.engine.dispose()


def test_who_waited_for_a_server_that_died_makes_the_link(app: Flask, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(serving, "alone", lambda settings: nullcontext(True))
    assert serving.prepare(app)[1].startswith("First administrator")


def test_a_later_start_loses_nothing(app: Flask, browser: Browser):
    chosen(browser, link_in(serving.prepare(app)))
    ana = enrolled(app, ANA)
    ana.get(f"/learn/{SLUG}/begin").submit("Mark as read and continue")
    result = passed(ana).address
    assert serving.prepare(app) == []
    ana.get("/my").says("Everything is done.")
    ana.get(result).says("You passed")
    assert len(stored(app, select(CourseRevision))) == 1


def test_where_somebody_administers_already_nobody_is_made(app: Flask):
    add(app, CORA, PASSWORD)
    assert serving.prepare(app) == ["Imported Warm hands."]
    assert [person.email for person in stored(app, select(Person))] == [CORA.email]


def test_the_administrators_address_is_the_one_that_was_set(app: Flask, tmp_path: Path):
    with changed_settings(app, tmp_path, admin_email="Office@School.example") as site:
        assert "office@school.example" in serving.prepare(site)[1]
        assert [person.email for person in stored(site, select(Person))] == ["office@school.example"]


@pytest.fixture
def taken():
    """A port at which something listens already."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


def test_a_port_that_is_taken_is_refused_with_its_number_and_a_cure(tmp_path: Path, taken: int):
    with pytest.raises(SettingsError) as refused:
        serving.refuse_a_taken_port(settings_for(tmp_path, port=str(taken)))
    assert refused.value.message == (
        f"127.0.0.1:{taken} cannot be used (Address already in use); set FASCIA_PORT to another."
    )


def test_a_port_that_was_just_left_is_free(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)) as visitor:
            server.accept()[0].close()
            assert visitor.recv(1) == b""
    serving.refuse_a_taken_port(settings_for(tmp_path, port=str(port)))


@pytest.mark.sqlite_only  # nothing is asked of it
def test_the_command_says_so_in_one_line_and_touches_nothing(app: Flask, tmp_path: Path, taken: int):
    with changed_settings(app, tmp_path, port=str(taken)) as site:
        done = site.test_cli_runner().invoke(args=["serve"])
    assert (done.exit_code, done.output.count("\n")) == (1, 1)
    assert done.output.startswith(f"Error: 127.0.0.1:{taken} cannot be used")
    assert stored(app, select(Person)) == []


@pytest.mark.sqlite_only
def test_the_command_says_what_one_needs_to_know_before_it_serves(app: Flask, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(serving, "serve", lambda settings: None)
    monkeypatch.setattr(serving, "refuse_a_taken_port", lambda settings: None)
    said = app.test_cli_runner().invoke(args=["serve"]).output.splitlines()
    assert said[0] == "Imported Warm hands."
    assert said[-1] == "Fascia is at http://localhost  (stop with Ctrl+C)"
    assert str(app.extensions["settings"].data) in said[-2]
    assert "/sign-in/link/" in said[2]


@pytest.fixture
def ctrl_c() -> Iterator[None]:
    """Ctrl+C interrupts, also where a shell started the tests in the background, which lets it be ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.sqlite_only
@pytest.mark.usefixtures("ctrl_c")
@pytest.mark.parametrize("word", [signal.SIGINT, signal.SIGTERM])
def test_the_worker_alone_ends_what_it_is_at_and_stops_without_a_traceback(
    app: Flask, monkeypatch: pytest.MonkeyPatch, word: signal.Signals
):
    ended = []

    def at_work(_app: Flask, stop: threading.Event) -> None:
        signal.pthread_kill(threading.main_thread().ident or 0, word)
        ended.append(stop.wait(10))

    monkeypatch.setattr(jobs, "work", at_work)
    before = signal.getsignal(signal.SIGTERM)
    done = app.test_cli_runner().invoke(args=["work"])
    assert (done.exit_code, done.output.splitlines()) == (0, ["Working. Stop with Ctrl+C.", "Stopped."])
    assert ended == [True]
    assert signal.getsignal(signal.SIGTERM) == before


@pytest.mark.sqlite_only
def test_an_older_program_leaves_a_newer_database_alone(app: Flask, monkeypatch: pytest.MonkeyPatch):
    known = migrating.known()
    monkeypatch.setattr(migrating, "known", lambda: known[:-1])
    monkeypatch.setattr(serving, "refuse_a_taken_port", lambda settings: None)
    done = app.test_cli_runner().invoke(args=["serve"])
    assert done.exit_code == 1
    assert f"has schema {known[-1]}, and this program's newest is {known[-2]}: install the newer" in done.output
    assert len(done.output.splitlines()) == 1
