"""How Ben sends a bank to his studio."""

from typing import Any

from tests.authoring.writing import STUDIO
from tests.browser import Browser, Page

QUIZ = f"{STUDIO}/quiz/strokes"
IMPORT = f"{QUIZ}/import"
EDGE = "a-line-that-no-bank-has"


def send(browser: Browser, data: bytes, name: str = "bank.xml", status: int = 200, at: str = IMPORT) -> Page:
    """Ben chooses a file and sends it."""
    token = browser.get(at).find("//main//input[@name='csrf_token']").get("value")
    return browser._page(browser.client.post(at, follow_redirects=True, **form_of(data, name, token)), status)


def form_of(data: bytes, name: str, token: str = "") -> dict[str, Any]:
    """What his browser sends; written here, since the test client leaves the files it makes of large ones open."""
    parts = [
        f'--{EDGE}\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{token}\r\n'.encode(),
        f'--{EDGE}\r\nContent-Disposition: form-data; name="file"; filename="{name.replace(chr(34), "%22")}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n".encode()
        + data
        + b"\r\n",
        f"--{EDGE}--\r\n".encode(),
    ]
    return {"data": b"".join(parts), "content_type": f"multipart/form-data; boundary={EDGE}"}
