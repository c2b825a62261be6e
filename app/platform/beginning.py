"""How the next transaction begins. Set for each request; a context variable, so that threads do not mix."""

from contextvars import ContextVar
from enum import Enum


class Begin(Enum):
    """What is known before the first statement."""

    AS_ALWAYS = "nothing is known"
    AS_READER = "most likely it only reads; its first write turns it into a writer"
    AS_WRITER = "it will write"


beginning: ContextVar[Begin] = ContextVar("beginning", default=Begin.AS_ALWAYS)
