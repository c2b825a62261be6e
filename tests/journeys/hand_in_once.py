"""A process that hands in one attempt and says how it went; killed at a write of its, it says nothing.

python -m tests.journeys.hand_in_once DATA COOKIE TOKEN ATTEMPT
"""

import sys
from pathlib import Path

from app import create_app
from tests.settings import settings_for


def main(data: str, cookie: str, token: str, attempt: str) -> None:
    """Press the button."""
    client = create_app(settings_for(Path(data))).test_client()
    client.set_cookie("fascia", cookie)
    answer = client.post(f"/attempts/{attempt}/submit", data={"csrf_token": token})
    print(answer.status_code, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
