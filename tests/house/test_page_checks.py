"""The checks that every page in a test goes through: a good page passes, and each fault is found."""

import pytest

from tests.page_checks import faults_of

POLICY = {"Content-Security-Policy": "default-src 'none'; style-src 'nonce-abc'"}
GOOD = """<!doctype html>
<html lang="en"><head><title>Strokes – Fascia</title><style nonce="abc">p { color: green }</style></head>
<body><h1>Strokes</h1><p>Long and light.<br>Warm first: 1 < 2.</p><!-- <div> -->
<svg viewBox="0 0 1 1"><title>A hand</title><path d="M0 0"/></svg>
<form method="post" action="/save" title="a > b"><input type="hidden" name="csrf_token" value="t">
<label for="name">Name</label><input id="name" name="name" aria-describedby="hint"><p id="hint">As on the license</p>
<label><input type="checkbox" name="agree"> I agree</label><button>Save</button></form>
<a href="#name">Back to the name</a></body></html>
"""
FAULTS = {
    "no lang": ('lang="en"', ""),
    "2 h1": ("<p>Long", "<h1>Strokes</h1><p>Long"),
    "does not begin with": ("<title>Strokes", "<title>Fascia"),
    "occurs 2 times": ('id="hint"', 'id="name"'),
    'href="nowhere"': ('href="#name"', 'href="#nowhere"'),
    'aria-describedby="gone"': ('aria-describedby="hint"', 'aria-describedby="gone"'),
    "'name' has no label": ('<label for="name">Name</label>', ""),
    "nameless button": ("<button>Save", "<button>"),
    "nameless a": (">Back to the name<", "><"),
    "has no alt": ("<p>Long", '<img src="/a.png"><p>Long'),
    "inline attribute style": ("<p>Long", '<p style="color: red">Long'),
    "inline attribute onclick": ("<button", '<button onclick="go()"'),
    "an inline script": ("<p>Long", "<script>go()</script><p>Long"),
    "loaded from elsewhere": ("<p>Long", '<script src="https://cdn.example/a.js"></script><p>Long'),
    "a script as a link": ('href="#name"', 'href="javascript:go()"'),
    "without this answer's nonce": ('nonce="abc"', 'nonce="old"'),
    "no CSRF token": ('name="csrf_token"', 'name="token"'),
    "a template shows through": ("Long and light", "{{ lesson }}"),
    "<div> inside <p>": ("Long and light.", "<div>Long</div>"),
    "</strong> closes <em>": ("Long and light.", "<strong><em>Long</strong></em>"),
    "<section> is never closed": ("</body></html>", "<section>"),
    "attribute class twice": ("<p>Long", '<p class="a" class="b">Long'),
    "attribute src twice": ("<p>Long", '<script src="/a.js" src="/b.js"></script><p>Long'),
    "</p> closes <body>": ("<p>Long", "<p>A <b>1 > 2</b></p></p><p>Long"),
}


def test_a_good_page_has_no_fault():
    assert faults_of(GOOD, POLICY) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found(fault):
    found = faults_of(GOOD.replace(*FAULTS[fault], 1), POLICY)
    assert any(fault in said for said in found), found


@pytest.mark.parametrize("policy", ["", "default-src 'self'", "default-src 'none'; script-src 'unsafe-inline'"])
def test_a_page_without_a_strict_policy_is_found(policy):
    assert any("security policy" in said for said in faults_of(GOOD, {"Content-Security-Policy": policy}))
