"""Publishing a course revision."""

from app.catalogue.actions.publishing import Edition as Edition
from app.catalogue.actions.publishing import Rendered as Rendered
from app.catalogue.actions.publishing import publish_course_revision as publish_course_revision
