"""How long a fresh environment takes, and how large it is (`--install`)."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.processes import ROOT

MIB = 1 << 20


def measure() -> list[tuple[str, str, str]]:
    """Rows: what, how much, goal. Raises subprocess.CalledProcessError when the packages cannot be had."""
    with tempfile.TemporaryDirectory(prefix="fascia-bench-") as folder:
        began = time.monotonic()
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        pip = [Path(folder) / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--no-deps", "--require-hashes", "-r", ROOT / "requirements.lock"], check=True)
        took = time.monotonic() - began
        # Links are not followed: the Python they lead to is not ours.
        size = sum(path.lstat().st_blocks * 512 for path in Path(folder).rglob("*"))
    return [
        ("install: a fresh environment from requirements.lock", f"{took:.0f} s", "<= 30 s"),
        ("install: its size on disk, pip included", f"{size / MIB:.0f} MiB", "<= 250 MB"),
    ]
