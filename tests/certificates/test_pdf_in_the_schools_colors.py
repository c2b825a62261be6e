"""The PDF in the provider's colors and with its logo: the same words, one sheet, every rule of archives kept."""

from dataclasses import replace

import pytest

from app.authoring.pictures import as_plate
from app.catalogue.content.figures import clean_svg
from app.certificates import pdf
from app.certificates.documents import signature
from tests.authoring.test_add_a_picture import photograph
from tests.certificates.issued import CROWDED, keyring, printed, sheet
from tests.certificates.standards import assert_keeps
from tests.certificates.tagged import heard, opened

LOOK = {"colours": ["#1E40AF", "#B45309"], "logo": "its hash"}
DRAWN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 4"><title>x</title><rect width="9" height="4"/></svg>'
LOGOS = {
    "a drawing": clean_svg(DRAWN, "logo-"),
    "a photograph": clean_svg(as_plate(photograph(400, 300), "x"), "logo-"),
}


@pytest.mark.parametrize("logo", LOGOS.values(), ids=LOGOS)
def test_it_keeps_every_rule_and_says_the_same(logo: str):
    plain = sheet()
    data = pdf.render(replace(plain, snapshot=replace(plain.snapshot, **LOOK), logo=logo))
    signed = signature.signed(data, keyring().current)
    assert_keeps(signed, "3a")
    assert_keeps(signed, "ua1")
    assert heard(signed) == heard(printed()), "the logo is decoration: the name stands beside it"


def test_with_a_logo_a_crowded_one_stays_one_sheet():
    for snapshot in CROWDED.values():
        one = sheet(replace(snapshot, **LOOK))
        assert len(opened(pdf.render(replace(one, logo=LOGOS["a drawing"]))).pages) == 1
