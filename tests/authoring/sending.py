"""How Ben sends a bank to his studio."""

import io

from tests.authoring.writing import STUDIO
from tests.browser import Browser, Page

QUIZ = f"{STUDIO}/quiz/strokes"
IMPORT = f"{QUIZ}/import"


def send(browser: Browser, data: bytes, name: str = "bank.xml", status: int = 200, at: str = IMPORT) -> Page:
    """Ben chooses a file and sends it."""
    token = browser.get(at).find("//main//input[@name='csrf_token']").get("value")
    return browser.post(at, {"csrf_token": token, "file": (io.BytesIO(data), name)}, status)
