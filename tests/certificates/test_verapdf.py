"""The reference checker of PDF/A and PDF/UA, where somebody installed it: no package registry that we use has it."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.certificates.issued import COURSE, CROWDED, NAMES, named, printed

VERAPDF = shutil.which("verapdf")
pytestmark = pytest.mark.skipif(
    VERAPDF is None,
    reason="!!! veraPDF is not on this machine: PDF/A-3a and PDF/UA-1 rest on page-validation (test_pdf.py) alone",
)


@pytest.mark.parametrize("flavour", ["3a", "ua1"])
def test_every_certificate_passes(tmp_path: Path, flavour: str):
    files = {"plain": printed(COURSE)} | {name: printed(one) for name, one in CROWDED.items()}
    files |= {script: named(name) for script, name in NAMES.items()}
    paths = []
    for number, data in enumerate(files.values()):
        paths.append(tmp_path / f"{number}.pdf")
        paths[-1].write_bytes(data)
    command = [str(VERAPDF), "--flavour", flavour, "--format", "text", *map(str, paths)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    said = run.stdout.splitlines()
    assert [line for line in said if not line.startswith("PASS")] == []
    assert len(said) == len(files)
