"""Back-ups: one file from which the whole site stands up again, on either database.

The file is a ZIP (any ZIP program opens it) whose last 64 bytes are the SHA-256 of all the others. In it lie

    tables/NAME.jsonl       the rows of a table by its key, one JSON array a line; the manifest names the columns
    data/PATH               what lies in the data folder: boards.toml, pictures, documents
    keys/NUMBER/…           the public halves of the keys that sign certificates
    sealed.json             their private halves and the secret key, under a passphrase (see `sealing`)
    manifest.json           versions, columns, counts, and bytes and SHA-256 of every other member

Rows instead of a copy of the database, so that SQLite and PostgreSQL read the same file. The price is time: a copy of
the file would be written as fast as the disk is, rows take some twenty seconds a million.
"""

from app.platform.backup.making import Made as Made
from app.platform.backup.making import make_backup as make_backup
from app.platform.backup.problems import BackupError as BackupError
from app.platform.backup.rehearsing import rehearse as rehearse
from app.platform.backup.restoring import Restored as Restored
from app.platform.backup.restoring import restore as restore
