"""What to do when the machine lacks a part: say it loudly; where CI=true, fail."""

import os
from typing import NoReturn

import pytest

DEEP = os.environ.get("FASCIA_TEST_DEEP") == "1"  # the long run, `dev.py test --deep`


def missing(what: str) -> NoReturn:
    """Skip the test; where CI=true, fail it."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"MISSING {what}", pytrace=False)
    pytest.skip(f"!!! MISSING {what}")
