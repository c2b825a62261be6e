"""The fields of every kind, by the name of the kind: for whoever asks a question, and for whoever writes one."""

from collections.abc import Mapping

from app.assessment.kinds.cloze import fields as cloze
from app.assessment.kinds.description import fields as description
from app.assessment.kinds.essay import fields as essay
from app.assessment.kinds.fields import Fields
from app.assessment.kinds.hotspot import fields as hotspot
from app.assessment.kinds.mark_words import fields as mark_words
from app.assessment.kinds.matching import fields as matching
from app.assessment.kinds.multiple_response import fields as multiple_response
from app.assessment.kinds.numerical import fields as numerical
from app.assessment.kinds.ordering import fields as ordering
from app.assessment.kinds.short_answer import fields as short_answer
from app.assessment.kinds.single_choice import fields as single_choice
from app.assessment.kinds.true_false import fields as true_false

FIELDS: Mapping[str, Fields] = {
    "single-choice": single_choice,
    "multiple-response": multiple_response,
    "true-false": true_false,
    "short-answer": short_answer,
    "numerical": numerical,
    "cloze": cloze,
    "matching": matching,
    "ordering": ordering,
    "hotspot": hotspot,
    "mark-words": mark_words,
    "essay": essay,
    "description": description,
}
