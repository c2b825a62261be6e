"""What is said of a question bank, in the reader's language."""

from flask_babel import gettext as _

from app.authoring.banks.said import Said, Value


def said_text(sentence: str) -> str:
    """A sentence of the readers and writers of banks; what none of them made is translated as it stands."""
    if isinstance(sentence, Said):
        return str(_(sentence.pattern)) % {name: _value(one) for name, one in sentence.values.items()}
    return str(_(sentence)) if sentence else ""


def _value(one: Value) -> str | int:
    if isinstance(one, tuple):
        return ", ".join(map(said_text, one))
    return said_text(one) if isinstance(one, Said) else one
