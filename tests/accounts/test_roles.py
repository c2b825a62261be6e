"""Who may do what: students learn, instructors teach, administrators do both; a page that says nothing is closed."""

import pytest
from flask import Flask

from app.accounts.access import requires
from app.accounts.rules import Permission, Role, may
from tests.browser import Browser
from tests.making import a_course
from tests.people import ANA, BEN, CORA, signed_in


@pytest.mark.parametrize(
    ("role", "learns", "teaches", "administers"),
    [(Role.STUDENT, True, False, False), (Role.INSTRUCTOR, True, True, False), (Role.ADMINISTRATOR, True, True, True)],
)
def test_each_role_may_what_the_one_before_may(role: Role, learns: bool, teaches: bool, administers: bool):
    wanted = {Permission.LEARN: learns, Permission.TEACH: teaches, Permission.ADMINISTER: administers}
    assert {permission: may(role, permission) for permission in Permission} == wanted


def test_only_who_teaches_is_shown_the_studio(app: Flask):
    for someone, is_shown in ((ANA, False), (BEN, True), (CORA, True)):
        page = Browser(signed_in(app, someone)).get("/my")
        assert bool(page.tree.xpath("//nav//a[@href='/studio']")) == is_shown, someone


def test_a_student_is_told_kindly_that_a_page_is_not_open(app: Flask, tmp_path):
    course = a_course(app, tmp_path)
    ana = Browser(signed_in(app, ANA))
    for page in ("/studio", f"/studio/{course}/roster", f"/studio/{course}/roster.csv"):
        refused = ana.get(page, 403)
        assert refused.says("Nothing was changed").heading == "This page is not open to you"
        assert "ben@" not in refused.text


def test_a_student_cannot_tell_which_courses_there_are_from_being_refused(app: Flask, tmp_path):
    course = a_course(app, tmp_path)
    ana = signed_in(app, ANA)
    there, not_there = ana.get(f"/studio/{course}/roster"), ana.get("/studio/no-such-course/roster")
    assert there.status_code == not_there.status_code == 403


def test_a_page_that_nobody_opened_is_closed_to_everybody(app: Flask):
    app.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    for client in (app.test_client(), signed_in(app, CORA)):
        answer = client.get("/forgotten")
        assert answer.status_code == 403
        assert "secret" not in answer.text


def test_a_page_for_administrators_is_closed_to_instructors(app: Flask):
    app.add_url_rule("/vault", "vault", requires(Permission.ADMINISTER)(lambda: "secret"))
    opened = {someone: signed_in(app, someone).get("/vault").status_code for someone in (ANA, BEN, CORA)}
    assert opened == {ANA: 403, BEN: 403, CORA: 200}
    assert app.test_client().get("/vault").location == "/sign-in?next=/vault"
