"""Cheap keys: a passphrase costs a third of a second to try, which is what it is for, and seventy tests seal one."""

from collections.abc import Iterator

import pytest

from app.platform.backup import sealing


@pytest.fixture(scope="package", autouse=True)
def _cheap_passphrases() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealing, "COST", 2**4)
        yield
