"""Ids and file names of questions."""

import re
import unicodedata
from base64 import b32encode
from hashlib import sha256

from app.authoring.banks.parts import BankQuestion
from app.catalogue.content.fields import SLUG

LONGEST_SLUG = 60


def id_of(question: BankQuestion) -> str:
    """The id that the bank gives it, if it can be one here; else one that is the same whenever it is imported."""
    if re.fullmatch(SLUG, question.idnumber) and len(question.idnumber) <= LONGEST_SLUG:
        return question.idnumber
    said = [question.qtype, question.stem.text, question.feedback.text]
    said += [f"{one.text.text}\0{one.fraction}\0{one.tolerance}\0{one.feedback.text}" for one in question.answers]
    said += [f"{pair.left.text}\0{pair.right}" for pair in question.pairs]
    said += [f"{gap.kind}\0{one.text.text}\0{one.fraction}" for gap in question.gaps for one in gap.answers]
    digest = sha256("\1".join(said).encode(errors="replace")).digest()
    return f"q-{b32encode(digest)[:13].decode().lower()}"


def slug_of(name: str) -> str:
    """Lower-case letters, digits and single hyphens of a name."""
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:LONGEST_SLUG].strip("-")
