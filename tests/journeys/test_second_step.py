"""Staff and their second step in a real browser: a passkey (Chromium has a virtual phone), an app without scripts."""

from collections.abc import Callable

from playwright.sync_api import CDPSession, Page, expect

from app.accounts.rules import Role
from tests.axe import axe_faults
from tests.journeys.sites import Site
from tests.journeys.student import Student
from tests.layout import layout_faults
from tests.people import PASSWORD, Someone, add
from tests.second_steps import code_now, secret_in

IDA = Someone("Ida Mbeki", "ida@example.org", Role.INSTRUCTOR)
JON = Someone("Jon Arslan", "jon@example.org", Role.ADMINISTRATOR)
PHONE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def with_phone(page: Page) -> CDPSession:
    """The browser has a device that keeps passkeys, and whose owner always shows their finger."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE})
    return devices


def sign_in(one: Student) -> None:
    """The first step."""
    one.page.goto("/sign-in")
    one.page.get_by_label("Email").fill(one.who.email)
    one.page.get_by_label("Password").fill(PASSWORD)
    one.press("Sign in")


def test_ida_teaches_with_the_passkey_of_her_phone(site: Site, open_page: Callable[..., Page]):
    add(site.app, IDA, PASSWORD)
    ida = Student(site.app, open_page(reduced_motion="reduce"), IDA)  # fading colors have no contrast yet
    page, _phone = ida.page, with_phone(ida.page)
    sign_in(ida)
    ida.reads("Second step")
    ida.follow("Studio")
    ida.reads("Second step")
    ida.follow("Add a passkey")
    page.get_by_label("What do you call this device?").fill("My phone")
    ida.press("Add a passkey")
    ida.reads("Your recovery codes")
    expect(page.get_by_role("listitem").locator("code")).to_have_count(10)
    assert axe_faults(page) + layout_faults(page) == []
    ida.follow("I have kept them")
    ida.follow("Add a passkey")
    page.get_by_label("What do you call this device?").fill("The same phone")
    ida.press("Add a passkey")
    expect(page.get_by_role("alert")).to_contain_text("No passkey was made")
    ida.follow("Studio")
    ida.reads("Studio")
    ida.press("Sign out")

    sign_in(ida)
    ida.reads("One more step")
    assert axe_faults(page) + layout_faults(page) == []
    ida.press("Use a passkey")
    ida.reads("My courses")
    ida.press("Sign out")

    page.goto("/sign-in?next=/studio")
    ida.press("Sign in with a passkey")
    ida.reads("Studio")


def test_jon_sets_up_an_app_without_javascript(site: Site, open_page: Callable[..., Page], complaints: list[str]):
    add(site.app, JON, PASSWORD)
    jon = Student(site.app, open_page(java_script_enabled=False), JON, has_script=False)
    page = jon.page
    sign_in(jon)
    jon.reads("Second step")
    jon.follow("Add a passkey")
    expect(page.get_by_text("Passkeys need JavaScript")).to_be_visible()
    expect(page.get_by_label("What do you call this device?")).to_be_hidden()
    jon.follow("Set up an authenticator app")
    secret = secret_in(page.locator("code.secret").inner_text())
    page.get_by_label("Code that the app shows").fill(code_now(secret))
    jon.press("Turn it on")
    jon.reads("Your recovery codes")
    recovery = page.locator("ol.codes code").first.inner_text()
    jon.follow("People")
    jon.reads("People")
    jon.press("Sign out")
    sign_in(jon)
    page.get_by_label("Code").fill("000000")
    jon.press("Sign in")
    expect(page.get_by_role("alert")).to_contain_text("not the code of now")
    complaints.clear()  # the browser notes the 422
    page.get_by_label("Code").fill(recovery)
    jon.press("Sign in")
    jon.reads("My courses")
    jon.follow("People")
    jon.reads("People")
