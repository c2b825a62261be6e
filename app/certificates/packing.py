"""The same PDF in a smaller file: tags, outline and font tables, a third of what typst writes, are compressed."""

import re
import zlib
from typing import NamedTuple


def packed(pdf: bytes) -> bytes:
    """`pdf` as typst writes it, with all objects but streams in one compressed stream of objects (PDF 1.5, 7.5.7).

    The table of places, which can no longer be text then, becomes a stream too.
    """
    places, trailer = _read_end(pdf)
    packet, table = len(places) + 1, len(places) + 2  # the numbers of the two new objects
    kept, rows, small = _sort_out(pdf, places, packet)
    rows[packet] = _Row(1, len(kept), 0)
    kept += _packet(packet, small)
    rows[table] = _Row(1, len(kept), 0)
    start = len(kept)
    entries = b"/Type/XRef/Size %d/W[1 4 2]%b" % (len(rows), trailer)
    kept += _stream(table, entries, b"".join(rows[number].packed for number in sorted(rows)))
    return bytes(kept + b"startxref\n%d\n%%%%EOF" % start)


class _Row(NamedTuple):
    """Where an object is (7.5.8.3). Kind 1: at this byte of the file; kind 2: in that packet, at this place in it."""

    kind: int
    place: int
    nth: int

    @property
    def packed(self) -> bytes:
        return self.kind.to_bytes(1, "big") + self.place.to_bytes(4, "big") + self.nth.to_bytes(2, "big")


def _sort_out(
    pdf: bytes, places: dict[int, int], packet: int
) -> tuple[bytearray, dict[int, _Row], list[tuple[int, bytes]]]:
    """The file with its streams only, where each object will be, and the objects that go into the packet."""
    begins = sorted(places.values())
    ends = dict(zip(begins, [*begins[1:], pdf.rindex(b"xref\n0 ")], strict=True))
    kept, rows = bytearray(pdf[: begins[0]]), {0: _Row(0, 0, 65535)}
    small: list[tuple[int, bytes]] = []
    for number, start in places.items():
        whole = pdf[start : ends[start]]
        if whole.rstrip().endswith(b"endstream\nendobj"):
            rows[number] = _Row(1, len(kept), 0)
            kept += whole
        else:
            rows[number] = _Row(2, packet, len(small))
            small.append((number, whole.partition(b" obj\n")[2].rpartition(b"\nendobj")[0]))
    return kept, rows, small


def _read_end(pdf: bytes) -> tuple[dict[int, int], bytes]:
    """Where each object begins, by its number, and what the trailer says beside its size."""
    table, _, trailer = pdf[pdf.rindex(b"xref\n0 ") :].partition(b"trailer\n")
    entries = re.findall(rb"(\d{10}) \d{5} [nf]", table)
    said = re.fullmatch(rb"<</Size \d+(.*)>>\nstartxref\n\d+\n%%EOF", trailer, re.DOTALL)
    if not said:
        raise ValueError("not a PDF as typst writes it")
    return {number: int(place) for number, place in enumerate(entries) if number}, said[1]


def _packet(number: int, objects: list[tuple[int, bytes]]) -> bytes:
    index, body = [], bytearray()
    for name, text in objects:
        index.append(b"%d %d" % (name, len(body)))
        body += text + b"\n"
    head = b" ".join(index) + b"\n"
    return _stream(number, b"/Type/ObjStm/N %d/First %d" % (len(objects), len(head)), head + body)


def _stream(number: int, entries: bytes, data: bytes) -> bytes:
    data = zlib.compress(data, 9)
    start = b"%d 0 obj\n<<%b/Length %d/Filter/FlateDecode>>\nstream\n" % (number, entries, len(data))
    return start + data + b"\nendstream\nendobj\n"
