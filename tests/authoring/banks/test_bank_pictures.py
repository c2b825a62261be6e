"""Pictures of every sort are told by their bytes and measured before anybody decodes them."""

import pytest

from app.authoring.banks.parts import Embedded, Unreadable
from app.authoring.banks.picture_kinds import kind_of
from app.authoring.banks.pictures import embedded, read_picture

JPEG = b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x11\x08\0\x14\0\x28rest"
WEBP = b"RIFF\0\0\0\0WEBP"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x28\0\0\0\x14", "png"),
        (b"GIF89a\x28\0\x14\0", "gif"),
        (JPEG, "jpeg"),
        (WEBP + b"VP8X\0\0\0\0\0\0\0\0\x27\0\0\x13\0\0", "webp"),
        (WEBP + b"VP8L\0\0\0\0\x2f\x27\xc0\x04\0", "webp"),
        (WEBP + b"VP8 \0\0\0\0\0\0\0\x9d\x01\x2a\x28\0\x14\0", "webp"),
    ],
)
def test_kind_and_size(data: bytes, kind: str):
    assert kind_of(data, "a") == (kind, (40, 20))


def test_a_jpeg_that_never_says_its_size_is_damaged():
    with pytest.raises(Unreadable, match="is damaged"):
        kind_of(b"\xff\xd8\xff\xe0\0\0" * 10, "a")


@pytest.mark.parametrize(
    ("encoded", "why"),
    [("!!!", "is not base64"), ("A", "is not base64"), ("x" * 10_000_000, "more than 6 MB"), ("QUJD", "not a picture")],
)
def test_what_is_no_picture_is_refused(encoded: str, why: str):
    with pytest.raises(Unreadable, match=why):
        read_picture(Embedded("a.png", "/", encoded), "n", "")


def test_where_there_is_no_plate_there_is_no_picture():
    assert embedded("", "a") is None
