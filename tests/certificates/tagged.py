"""Reads a tagged PDF as a screen reader does: along its structure, not its pixels."""

import re
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

BLOCKS = {"/P", "/H1", "/H2", "/LI", "/Figure"}


def opened(data: bytes) -> Pdf:
    """The PDF, parsed."""
    return pikepdf.open(BytesIO(data))


def heard(data: bytes) -> list[tuple[str, str]]:
    """Every block in reading order: its role and what is said. A label and its text are joined by a colon."""
    pdf = opened(data)
    return list(_blocks(pdf.Root.StructTreeRoot.K, _marked_text(pdf)))


def baselines(data: bytes) -> list[tuple[float, float]]:
    """Where each piece of text begins, in points from the lower left corner, in reading order."""
    pdf, found, place = opened(data), [], (0.0, 0.0)
    for operands, operator in pikepdf.parse_content_stream(pdf.pages[0]):
        if str(operator) == "cm":
            place = (float(operands[4]), float(operands[5]))
        elif str(operator) == "BT":
            found.append(place)
    return found


def sizes(data: bytes) -> set[float]:
    """The sizes of type, in points."""
    pdf = opened(data)
    return {float(operands[1]) for operands, _ in pikepdf.parse_content_stream(pdf.pages[0], "Tf")}


def _blocks(node, texts: dict[int, str]) -> Iterator[tuple[str, str]]:
    if isinstance(node, Array):
        for child in node:
            yield from _blocks(child, texts)
    elif isinstance(node, Dictionary) and Name.S in node:
        role = str(node.S)
        if role in BLOCKS:
            yield role[1:], str(node.Alt) if Name.Alt in node else _said(node, texts)
        else:
            yield from _blocks(node.get(Name.K, Array()), texts)


def _said(node, texts: dict[int, str]) -> str:
    if isinstance(node, int):
        return texts.get(node, "")
    if isinstance(node, Array):
        return "".join(_said(child, texts) for child in node)
    said = _said(node.K, texts) if Name.K in node else ""
    return said + ": " if node.get(Name.S) == Name.Lbl else said


def _marked_text(pdf: Pdf) -> dict[int, str]:
    """The text of each marked piece of the one page; where a piece says what to read instead, that."""
    page = pdf.pages[0]
    texts: dict[int, str] = defaultdict(str)
    marks: list[tuple[int, bool]] = [(-1, True)]  # the piece we are in, and whether its letters are to be skipped
    letters: dict[bytes, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        number, skips = marks[-1]
        match str(operator):
            case "BDC" if Name.ActualText in operands[1]:
                texts[number] += str(operands[1].ActualText)
                marks.append((number, True))
            case "BDC" if Name.MCID in operands[1]:
                marks.append((int(operands[1].MCID), False))
            case "BDC" | "BMC":
                marks.append((number, skips))
            case "EMC":
                marks.pop()
            case "Tf":
                letters = _letters(page.Resources.Font[str(operands[0])].ToUnicode.read_bytes().decode("ascii"))
            case "Tj" | "TJ" if not skips:
                texts[number] += _decoded(operands[0], letters)
    return texts


def _decoded(shown, letters: dict[bytes, str]) -> str:
    pieces = shown if isinstance(shown, Array) else [shown]
    codes = b"".join(bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))
    return "".join(letters.get(codes[start : start + 2], "\ufffd") for start in range(0, len(codes), 2))


def _letters(table: str) -> dict[bytes, str]:
    """A font's table from two-byte codes to letters; typst writes one code a line."""
    pairs = re.findall(r"^<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>$", table, re.MULTILINE)
    return {bytes.fromhex(code): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}
