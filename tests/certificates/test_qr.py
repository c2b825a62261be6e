"""The square pattern: fit for a page under our content policy, and read by cameras."""

import random
from io import BytesIO

import pytest
import typst
import zxingcpp
from lxml import etree
from PIL import Image

from app.certificates import qr
from app.platform import ids
from tests.certificates.issued import COURSE, CROWDED, MODULE, sealed

URL = "https://school.example/verify/7K3MQ9TX2HDRAB5CNPW8YZ4EFG6"
PAGE = b"#set page(width: 6cm, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.qr), width: 100%)"


def test_it_is_named_by_the_address_it_opens():
    drawing = etree.fromstring(qr.svg(URL))
    assert drawing.get("role") == "img"
    assert drawing.findtext("{*}title") == f"QR code that opens {URL}"


def test_an_address_with_marks_stays_text():
    hostile = "https://school.example/?a=<b>&c=\"d'"
    assert etree.fromstring(qr.svg(hostile)).findtext("{*}title").endswith(hostile)


def test_whoever_places_it_gives_its_size():
    drawing = etree.fromstring(qr.svg(URL))
    assert drawing.get("viewBox").startswith("0 0 ")
    assert not {"width", "height"} & set(drawing.attrib)


def test_it_brings_its_own_white_ground_for_dark_pages():
    ground, pattern = etree.fromstring(qr.svg(URL)).findall("{*}path")
    assert ground.get("fill") == "#fff"
    assert pattern.get("stroke") == "#1b2a2c"


def test_nothing_in_it_needs_a_style_or_a_declaration():
    text = qr.svg(URL)
    assert text.startswith("<svg ")
    assert [tag for tag in etree.fromstring(text).iter() if {"style", "class", "id"} & set(tag.attrib)] == []


def test_every_camera_reads_it():
    chance = random.Random(4)
    for _ in range(25):
        code = "".join(chance.choices(ids.ALPHABET, k=27))
        assert read(qr.svg(f"https://school.example/{code}")) == f"https://school.example/{code}"


@pytest.mark.parametrize("snapshot", [COURSE, MODULE, *CROWDED.values()])
def test_every_camera_reads_what_can_be_checked_without_a_server(snapshot):
    text = sealed(snapshot)
    assert read(qr.svg(text)) == read(qr.picture(text)) == text


@pytest.mark.parametrize(("snapshot", "millimetres"), [(MODULE, 0.44), (CROWDED["everything"], 0.33)])
def test_its_modules_are_as_large_as_a_phone_needs_at_arms_length(snapshot, millimetres):
    modules = float(etree.fromstring(qr.svg(sealed(snapshot))).get("viewBox").split()[2])
    assert 31 / modules >= millimetres


def test_digits_make_a_pattern_with_larger_modules():
    digits = "1234567890" * 40
    beside = [
        etree.fromstring(qr.svg(f"{URL}#{text}")).get("viewBox").split()[2] for text in (digits, digits[:-1] + "x")
    ]
    assert float(beside[0]) < 0.8 * float(beside[1])


def read(drawing: str) -> str:
    """What a camera sees: the pattern on 6 cm of paper, 90 dots an inch."""
    data = typst.compile(PAGE, format="png", ppi=90, sys_inputs={"qr": drawing})
    [found] = zxingcpp.read_barcodes(Image.open(BytesIO(data)), formats=zxingcpp.BarcodeFormat.QRCode)
    return found.text
