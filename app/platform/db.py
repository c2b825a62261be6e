"""SQLAlchemy, the names of constraints, exact column types, and how a transaction begins on SQLite."""

from datetime import UTC, datetime
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, DateTime, Dialect, MetaData, String, TypeDecorator, inspect
from sqlalchemy.orm import DeclarativeBase, aliased, registry

from app.platform.metrics import LOCK_WAIT, Metrics
from app.platform.postgresql import postgresql_options, tune_postgresql
from app.platform.settings import Settings
from app.platform.sqlite import sqlite_options, tune_sqlite

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """A point in time: aware and in UTC on the Python side, whatever the database keeps."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database, always in UTC (SQLite drops the zone). Raises ValueError for a naive time."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive time cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the database, aware."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Exact(TypeDecorator[Fraction]):
    """An exact fraction, kept as text such as `7/2`; no database has a type for it."""

    impl = String(60)
    cache_ok = True

    def process_bind_param(self, value: Fraction | None, dialect: Dialect) -> str | None:
        """To the database."""
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Fraction | None:
        """From the database."""
        return None if value is None else Fraction(value)


class Base(DeclarativeBase):
    """What every table's class derives from."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMES),
        type_annotation_map={
            datetime: Moment,
            Fraction: Exact,
            dict[str, Any]: JSON(none_as_null=True),
            list[Any]: JSON,
        },
    )


# Objects stay readable after the commit: the response is made from them.
db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model

One = TypeVar("One", bound=Base)


def alias_of(model: type[One]) -> type[One]:
    """A second name for a table, which the threads of a process may share.

    Its columns, and the index by which they are found, are made here. Where two threads made them at the same moment,
    every statement with the alias failed from then on (compare SQLAlchemy's issue 12302).
    """
    found, (any_column, *_) = aliased(model), model.__table__.columns
    inspect(found).selectable.corresponding_column(any_column)
    return found


def init_app(app: Flask, settings: Settings) -> None:
    """Connect the app to its database. Raises SettingsError when the SQLite at hand is not safe."""
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url
    options = sqlite_options(settings) if settings.is_sqlite else postgresql_options()
    # Else an exception would carry what somebody typed into the log.
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options | {"hide_parameters": True}
    db.init_app(app)
    with app.app_context():
        if settings.is_sqlite:
            metrics: Metrics = app.extensions["metrics"]
            tune_sqlite(db.engine, settings, partial(metrics.took, LOCK_WAIT))
        else:
            tune_postgresql(db.engine)
