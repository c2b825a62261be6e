"""A session is over when its owner says so, wherever its cookie was copied to."""

from tests.people import ANA, CORA, PASSWORD, add, signed_in


def copy_of(app, client):
    thief = app.test_client()
    thief.set_cookie("fascia", client.get_cookie("fascia").value, domain="localhost")
    return thief


def test_a_cookie_copied_before_signing_out_is_refused_afterwards(app, browser):
    add(app, ANA, PASSWORD)
    page = browser.get("/sign-in").submit("Sign in", email=ANA.email, password=PASSWORD)
    thief = copy_of(app, browser.client)
    assert thief.get("/account").status_code == 200
    page.submit("Sign out")
    assert thief.get("/account").status_code == 302
    assert browser.client.get("/account").status_code == 302


def test_a_cookie_with_a_made_up_session_is_refused(app):
    client = signed_in(app, CORA)
    with client.session_transaction() as session:
        session["sign_in"] = "made-up"
    assert client.get("/account").status_code == 302


def test_changing_the_password_ends_the_other_sessions(app, browser):
    add(app, ANA, PASSWORD)
    other = signed_in(app, ANA)
    browser.get("/sign-in").submit("Sign in", email=ANA.email, password=PASSWORD)
    page = browser.get("/account/password")
    changed = {"password": PASSWORD, "new_password": "another long one", "new_password_confirm": "another long one"}
    page.submit("Change password", fields=changed).says("Your password was changed")
    assert browser.client.get("/account").status_code == 200
    assert other.get("/account").status_code == 302
