"""A page of a long list: its rows are counted off in an index, from whichever end is nearer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select
from sqlalchemy.orm import InstrumentedAttribute


@dataclass(frozen=True, slots=True)
class Order:
    """Columns that leave no two rows equal; all of them rise, or all fall."""

    columns: Sequence[ColumnElement[Any] | InstrumentedAttribute[Any]]
    is_falling: bool = False

    def terms(self, *, turned: bool = False) -> list[ColumnElement[Any]]:
        """For `ORDER BY`; `turned`: from the other end."""
        return [column.desc() if self.is_falling != turned else column.asc() for column in self.columns]


def one_page(numbers: Select[int], order: Order, total: int, page: int, size: int) -> Select[int]:
    """What selects the numbers of the rows on a page, the first is 1. `total`: how many rows there are on all pages.

    Their order is not that of the page. Nothing but the numbers is to be read: what stands before a page is read, too.
    """
    first = (page - 1) * size
    after = total - first - size  # rows that stand behind the page; below zero where it is not full
    if first <= after:
        return numbers.order_by(*order.terms()).limit(size).offset(first)
    return numbers.order_by(*order.terms(turned=True)).limit(max(0, size + min(0, after))).offset(max(0, after))
