"""What an administrator does to an account; there is no page for it yet."""

from flask import Flask
from sqlalchemy import update

from app.accounts.models import Person
from app.platform.db import db
from app.platform.transactions import writing
from tests.people import Someone


def disable(app: Flask, someone: Someone) -> None:
    """Close somebody's account."""
    change(app, someone, active=False)


def change(app: Flask, someone: Someone, **values: object) -> None:
    """Change columns of somebody's row."""
    with app.app_context(), writing():
        db.session.execute(update(Person).where(Person.email == someone.email).values(**values))
