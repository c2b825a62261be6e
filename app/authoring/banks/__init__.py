"""Question banks in and out: GIFT, Moodle XML, Aiken, CSV and Excel. Pure: bytes and values in, values out."""
from app.authoring.banks.reading import read_bank
__all__=["read_bank"]
