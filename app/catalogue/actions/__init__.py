"""Publishing a course revision, and saying who may do what with a course."""

from app.catalogue.actions.granting import OwnedMeanwhile as OwnedMeanwhile
from app.catalogue.actions.granting import grant as grant
from app.catalogue.actions.granting import hand_over as hand_over
from app.catalogue.actions.granting import withdraw as withdraw
from app.catalogue.actions.publishing import Edition as Edition
from app.catalogue.actions.publishing import Rendered as Rendered
from app.catalogue.actions.publishing import publish_course_revision as publish_course_revision
