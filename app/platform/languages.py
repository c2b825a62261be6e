"""In which language a page or a letter is: the account's choice, then the browser's, then English."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask, Response, g, has_request_context, request
from flask_babel import Babel, force_locale, get_locale
from flask_login import current_user
from markupsafe import Markup, escape

from app.platform.site import AWAY

LANGUAGES = {"en": "English", "es": "Español"}  # each in its own words
# How dates and numbers are written: as the schools and boards that read them do, so a point before decimals.
LOCALES = {"en": "en", "es": "es_US"}
DEFAULT = "en"
LONGEST_LANGUAGE = 10  # letters of a tag
CATALOGUES = str(Path(__file__).parent.parent / "translations")
IN_ENGLISH = ("/studio", "/admin")  # for those who teach and administer; no catalogue has their words
LANGUAGE_COOKIE = "language"
babel = Babel()


def init_app(app: Flask) -> None:
    """Choose a language for each page."""
    babel.init_app(app, locale_selector=lambda: LOCALES[_chosen()])
    app.jinja_env.globals.update(language=language, languages=LANGUAGES, lang=lang, lang_again=lang_again, said=said)
    app.after_request(_with_vary)


def language() -> str:
    """The language of what is being written now, such as `es`."""
    locale = get_locale()
    return str(locale.language) if locale else DEFAULT


def lang(of: str | None) -> Markup:
    """For the tag of an element whose text is in another language than the page (WCAG 3.1.2): ` lang="en"`, or nothing.

    `of`: a tag such as `en-US`; None where nobody told.
    """
    if not of or of.partition("-")[0] == language():
        return Markup()
    return Markup(' lang="{}"').format(of)


def lang_again(of: str | None) -> Markup:
    """For the page's own words inside an element that `lang(of)` marks."""
    return lang(of) and Markup(' lang="{}"').format(language())


def said(text: str, of: str | None) -> Markup:
    """A text among others of the page, marked where its language is another one."""
    mark = lang(of)
    return Markup("<span{}>{}</span>").format(mark, text) if mark else escape(text)


def spoken(of: str | None) -> str:
    """The one of `LANGUAGES` in which we can say something beside a text in the language `of`, a tag such as `es-MX`.

    English where no catalogue has its words.
    """
    asked = (of or "").partition("-")[0]
    return asked if asked in LANGUAGES else DEFAULT


@contextmanager
def speaking(chosen: str | None) -> Iterator[None]:
    """Write what is inside in somebody's language; None, for one who never chose: in the present one."""
    if chosen not in LANGUAGES:
        yield
        return
    with force_locale(LOCALES[chosen]):
        yield


def _chosen() -> str:
    """One of `LANGUAGES`. Outside of a request nobody has chosen."""
    if not has_request_context():
        return DEFAULT
    g.language_was_asked = True
    if request.path.startswith(IN_ENGLISH):
        return DEFAULT
    for said in (_of_the_account(), request.cookies.get(LANGUAGE_COOKIE)):
        if said in LANGUAGES:
            return str(said)
    return request.accept_languages.best_match(LANGUAGES) or DEFAULT


def _of_the_account() -> str | None:
    try:
        return current_user.language if current_user.is_authenticated else None
    except AWAY:  # the page that says so has a language too
        return None


def _with_vary(response: Response) -> Response:
    """What stands between must not give one reader's language to another."""
    if "language_was_asked" in g:
        response.vary.update(("Accept-Language", "Cookie"))
    return response
