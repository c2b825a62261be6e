"""The studio's pages about everybody's work."""

from flask import Blueprint

blueprint = Blueprint("reporting", __name__, template_folder="../templates")
