"""The square pattern: fit for a page under our content policy, and read by cameras."""

import random
from io import BytesIO

import typst
import zxingcpp
from lxml import etree
from PIL import Image

from app.certificates import qr
from app.platform import ids

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
        data = typst.compile(PAGE, format="png", ppi=90, sys_inputs={"qr": qr.svg(f"https://school.example/{code}")})
        [found] = zxingcpp.read_barcodes(Image.open(BytesIO(data)))
        assert found.text == f"https://school.example/{code}"
