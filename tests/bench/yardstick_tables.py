"""The yardsticks' own tables and templates: the size and shape of a lesson page, nothing of its rules."""

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

UNITS, MODULES = 12, 3
PARAGRAPH = "<p>" + "Long, light strokes warm the tissue and let the hands read what is there. " * 6 + "</p>\n"
TEMPLATES = {
    "base.html": """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{% block title %}{% endblock %}</title>
<link rel="stylesheet" href="{{ url_for('static', filename='app.css') }}"></head>
<body><header><nav>{% for name in ("hello", "page", "hello", "page") %}<a href="{{ url_for(name) }}">{{ name }}</a>
{% endfor %}</nav></header>
<main>{% block content %}{% endblock %}</main><footer><p>{{ person.name }}</p></footer></body></html>""",
    "page.html": """{% extends "base.html" %}{% block title %}{{ lesson.title }} – {{ course.title }}{% endblock %}
{% block content %}<div class="outline">{% for module in modules %}<h2>{{ module.title }}</h2><ul>
{% for unit in units if unit.module_id == module.id %}<li><a href="{{ url_for('page', unit=unit.slug) }}">
{{ unit.title }}</a>{% if unit.id in done %} <span>read</span>{% endif %}</li>{% endfor %}</ul>{% endfor %}</div>
<article><h1>{{ lesson.title }}</h1>{{ lesson.html|safe }}</article>{% endblock %}""",
}


class Base(DeclarativeBase):
    """What the yardsticks' tables derive from."""


class Person(Base):
    """Somebody."""

    __tablename__ = "bench_people"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]


class Course(Base):
    """A course."""

    __tablename__ = "bench_courses"
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]


class Module(Base):
    """A part of it."""

    __tablename__ = "bench_modules"
    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey(Course.id), index=True)
    title: Mapped[str]


class Unit(Base):
    """A part of that."""

    __tablename__ = "bench_units"
    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey(Course.id), index=True)
    module_id: Mapped[int] = mapped_column(ForeignKey(Module.id))
    slug: Mapped[str]
    title: Mapped[str]


class Done(Base):
    """What is done."""

    __tablename__ = "bench_done"
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey(Unit.id), primary_key=True)


class Lesson(Base):
    """A text."""

    __tablename__ = "bench_lessons"
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey(Unit.id), unique=True)
    title: Mapped[str]
    html: Mapped[str]


class Event(Base):
    """What is inserted, with one index beside the key."""

    __tablename__ = "bench_events"
    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    __table_args__ = (Index(None, "text", "id"),)


def fill(engine: Engine) -> None:
    """One person, one course, once."""
    with Session(engine) as session, session.begin():
        if session.scalar(select(Person.id)):
            return
        session.add_all([Person(id=1, key="person", name="Ana"), Course(id=1, slug="course", title="A course")])
        session.flush()
        session.add_all(Module(id=one, course_id=1, title=f"Module {one}") for one in range(1, MODULES + 1))
        session.flush()
        session.add_all(
            Unit(id=one, course_id=1, module_id=1 + one % MODULES, slug=f"unit-{one}", title=f"Begin, part {one}")
            for one in range(1, UNITS + 1)
        )
        session.flush()
        session.add_all(Done(person_id=1, unit_id=one) for one in range(1, UNITS // 2))
        session.add(Lesson(unit_id=1, title="How to begin", html=PARAGRAPH * 16))
