"""Where the browser is and how it is started. Standard library only: dev.py asks here before anything is installed."""

import os
import shutil
import sys

# Without windows first: the same engine, in half the processor time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
APT = (
    ("apt-get", "update"),
    ("apt-get", "install", "-y", "--no-install-recommends", "chromium", "fonts-liberation"),
)
PLAYWRIGHT = ("-m", "playwright", "install", "chromium")
ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A page of ours that asks another host gets no answer, and the test sees it fail.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)


def find() -> str | None:
    """The browser's path: the one named in CHROMIUM, else one on the search path. None: Playwright's own, if any."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def can_use_apt() -> bool:
    """Whether the system's package manager may be asked."""
    return sys.platform == "linux" and os.geteuid() == 0 and shutil.which("apt-get") is not None
