"""What the machine, Granian, Flask and SQLAlchemy can do with none of our code: the yardsticks of every figure.

Started as `python -m tests.bench.yardsticks PORT WORKERS THREADS DATABASE_URL FOLDER`. Three pages: `/hello`; `/page`,
six SELECTs through the ORM and a template with a base, about 10 KB; `/commit`, one row inserted and committed, on
SQLite behind the same kind of write lock as ours and with the same durability (WAL, synchronous=FULL).
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask, render_template
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server
from jinja2 import DictLoader
from sqlalchemy import create_engine, event, select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session, sessionmaker

from app.platform.locks import WriteLock
from app.platform.sqlite import driver
from tests.bench.yardstick_tables import TEMPLATES, Base, Course, Done, Event, Lesson, Module, Person, Unit, fill

URL, FOLDER = "FASCIA_BENCH_URL", "FASCIA_BENCH_FOLDER"


def connect(url: str) -> Engine:
    """The engine, as durable as ours."""
    if not url.startswith("sqlite"):
        return create_engine(url, pool_size=8)
    engine = create_engine(url, module=driver(), pool_size=16, max_overflow=0)

    @event.listens_for(engine, "connect")
    def configure(connection, _record) -> None:
        for pragma in ("journal_mode=wal", "synchronous=full", "foreign_keys=on", "busy_timeout=15000"):
            connection.execute(f"pragma {pragma}")

    return engine


def make_app() -> Flask:
    """Bare Flask with the three pages."""
    app, url = Flask(__name__), os.environ[URL]
    app.jinja_loader = DictLoader(TEMPLATES)
    sessions = sessionmaker(connect(url))
    lock = WriteLock(Path(os.environ[FOLDER]) / "yardstick.lock") if url.startswith("sqlite") else None

    @app.get("/hello")
    def hello() -> str:
        return "hello"

    @app.get("/page")
    def page() -> str:
        with sessions() as session:
            return render_template("page.html", **_found(session))

    @app.post("/commit")
    def commit() -> dict[str, int]:
        with held(lock), sessions() as session:
            row = Event(text="a saved answer, about as long as one is")
            session.add(row)
            session.commit()
            return {"id": row.id}

    return app


@contextmanager
def held(lock: WriteLock | None) -> Iterator[None]:
    """While the lock is held; without one (PostgreSQL) at once."""
    if lock:
        lock.acquire()
    try:
        yield
    finally:
        if lock:
            lock.release()


def _found(session: Session) -> dict[str, object]:
    course = session.scalars(select(Course).where(Course.slug == "course")).one()
    return {
        "course": course,
        "person": session.scalars(select(Person).where(Person.key == "person")).one(),
        "modules": session.scalars(select(Module).where(Module.course_id == course.id)).all(),
        "units": session.scalars(select(Unit).where(Unit.course_id == course.id).order_by(Unit.id)).all(),
        "done": {row.unit_id for row in session.scalars(select(Done).where(Done.person_id == 1))},
        "lesson": session.scalars(select(Lesson).where(Lesson.unit_id == 1)).one(),
    }


def main(port: int, workers: int, threads: int, url: str, folder: str) -> None:
    """Make the tables and serve, with the settings our own server has."""
    os.environ.update({URL: url, FOLDER: folder})
    engine = connect(url)
    Base.metadata.create_all(engine)
    fill(engine)
    engine.dispose()
    Server(
        "tests.bench.yardsticks:make_app", factory=True, interface=Interfaces.WSGI, address="127.0.0.1", port=port,
        workers=workers, blocking_threads=threads, respawn_failed_workers=True, websockets=False,
        log_level=LogLevels.warning,
    ).serve()  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4], sys.argv[5])
