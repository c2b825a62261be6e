"""Make the list of common passwords anew: `python -m app.accounts.passwords FILE…`, each with a password a line."""

import sys
from pathlib import Path

from app.accounts.passwords import LIST, packed
from app.accounts.rules.passwords import SHORTEST_LISTED

if __name__ == "__main__":
    texts = [Path(name).read_text(encoding="utf-8") for name in sys.argv[1:]]
    LIST.write_bytes(packed((line.strip() for text in texts for line in text.splitlines()), SHORTEST_LISTED))
