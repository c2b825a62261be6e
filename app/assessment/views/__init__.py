"""The pages of a quiz: start, one question, check and hand in, result."""

from flask import Blueprint

# Kind templates are found as kinds/<kind>/ask.html through a second, route-less blueprint.
blueprint = Blueprint("assessment", __name__, template_folder="../templates")
kinds = Blueprint("kinds", __name__, template_folder="..")
