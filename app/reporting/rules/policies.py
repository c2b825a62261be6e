"""What is wrong with the text of a policy, before it is published. Pure."""

from collections.abc import Iterator

from app.accounts.rules import policy_at
from app.catalogue.content.markdown import draw
from app.catalogue.content.page import Page
from app.catalogue.content.placeholders import unfilled_lines
from app.catalogue.content.problems import Problem

FILL_IN = "write what is so with you, or delete the line"
LINK = "link to https://…, or to another policy by its name, such as refunds"


def faults_of(text: str) -> list[Problem]:
    """What would not be shown as it was meant, and what the provider has still to fill in, by line."""
    page = Page()
    draw(text, page)
    return sorted([*page.problems, *_missing_policies(page), *_unfilled(text)], key=lambda found: found.line)


def _missing_policies(page: Page) -> Iterator[Problem]:
    for line, target in page.links:
        if policy_at(target) is None:
            yield Problem("", line, f'The link to "{target}" leads nowhere', LINK)


def _unfilled(text: str) -> Iterator[Problem]:
    for line in unfilled_lines(text):
        yield Problem("", line, "This still says that the provider has to fill it in", FILL_IN)
