"""The fixed words of a lesson, in the language of its course."""

from flask_babel import gettext

from app.catalogue.content.labels import ENGLISH, Labels
from app.platform.languages import speaking, spoken


def labels_for(written: str) -> Labels:
    """`written`: the language of the course. Where no catalogue has its words they are English, and marked as such."""
    ours = spoken(written)
    with speaking(ours):
        return ENGLISH.translated(gettext, "" if written.partition("-")[0] == ours else ours)
