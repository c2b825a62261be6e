"""Whoever chose Spanish reads Spanish: every page of a learner and of a stranger, but for what a course says itself."""

from collections.abc import Iterator

import lxml.html
import pytest
from lxml.html import HtmlElement

from tests.journeys import pages
from tests.journeys.sites import Site
from tests.people import ANA, signed_in

# Words of English that are none of Spanish. Two of them make a sentence; one may stand in a name.
ENGLISH = frozenset(
    "the of and is are you your to it for this that with was from not have has been be by at on as".split()
)
OWN_WORDS = ("PLACE", "provider")


def english_in(page: HtmlElement) -> Iterator[str]:
    """What is said to be Spanish and is not."""
    for text in page.xpath(
        "//body//text()[not(parent::script or parent::style)] | //@aria-label | //@placeholder | //@title"
    ):
        around = text.getparent().getparent() if getattr(text, "is_tail", False) else text.getparent()
        language = around.xpath("string(ancestor-or-self::*[@lang][1]/@lang)")
        if language == "es" and len(ENGLISH & set(text.lower().split())) > 1:
            yield " ".join(text.split())


@pytest.mark.parametrize("who", ["a stranger", "Ana"])
def test_no_page_is_half_in_english(site: Site, who: str):
    addresses = pages.of_ana(site.app) if who == "Ana" else pages.of_strangers(site.app)
    client = signed_in(site.app, ANA) if who == "Ana" else site.app.test_client()
    found = []
    for address in addresses:
        client.set_cookie("language", "es")
        answer = client.get(address, follow_redirects=True)
        page = lxml.html.document_fromstring(answer.text)
        assert page.get("lang") == "es" or answer.request.path.startswith("/studio"), address
        found += [f"{address}: {text}" for text in english_in(page)]
    assert not found, "\n".join(found)
