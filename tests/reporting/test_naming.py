"""A new table with people in it must say what becomes of its rows when accounts are joined, and when one is deleted."""

import pytest
from flask import Flask

from app.platform.db import Base
from app.reporting.leaving import fates
from app.reporting.merging import columns

SAID = {
    "joined": (*columns.MOVES, *columns.ENDS, *columns.STAYS),
    "deleted": (*fates.GOES, *fates.STAYS_BEHIND_CERTIFICATES, *fates.STAYS),
}


@pytest.mark.sqlite_only
@pytest.mark.parametrize("step", SAID)
def test_every_column_that_names_a_person_has_its_line(app: Flask, step: str):
    assert app.blueprints, "all rooms are there, and so are their tables"
    named = {
        f"{table.name}.{key.parent.name}"
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "people"
    }
    assert len(SAID[step]) == len(set(SAID[step]))
    assert named == set(SAID[step])
