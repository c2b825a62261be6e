"""Ordering: one select of places an item."""

from collections.abc import Mapping
from typing import Any, ClassVar

from app.assessment.kinds import Kind
from app.assessment.kinds.base import N_, Ask, Order, Response, ResponseError
from app.assessment.kinds.fields import AnswerForm, EditForm, OneOf, as_rows, rows_of, with_rows
from app.assessment.kinds.ordering import mark


class Edit(EditForm):
    """The items in their right order."""

    kind: ClassVar[Kind[Any]] = mark


def build(ask: Ask) -> type[AnswerForm]:
    """A place from 1, or none, for every item."""
    places = [str(place) for place in range(1, len(ask.shown) + 1)]

    class Answer(AnswerForm):
        def remarks(self) -> list[str]:
            """Two items may share a place while a student is still moving them about; they hear of it."""
            given = [place for place in rows_of(self.data) if place is not None]
            shared = [place for place in sorted(set(given)) if given.count(place) > 1]
            told = self["answer-1"].gettext("Two items have place %(place)s. Give each its own.")
            return [told % {"place": place} for place in shared]

    return with_rows(Answer, [OneOf(places, start=1) for _ in places])


def to_response(data: Mapping[str, Any], order: Order) -> Response:
    """The place given to each item, in authored order."""
    places = rows_of(data)
    if len(places) != len(order):
        raise ResponseError(N_("This answer could not be read."))
    return {"positions": [places[order.index(item)] for item in range(len(order))]}


def from_response(response: Response, order: Order) -> dict[str, Any]:
    """The place of each item, in shown order."""
    places = response.get("positions")
    return as_rows(places[item] for item in order) if isinstance(places, list) else {}
