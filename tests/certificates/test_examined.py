"""What the bytes of a file alone say about it, without parsing it."""

from app.certificates.documents import checking
from app.certificates.documents.checking import Finding, examined
from tests.certificates.issued import keyring, printed

CERTIFICATES = [key.certificate for key in keyring().public]


def test_the_file_alone_tells_what_it_is():
    data = printed()
    assert examined(data, CERTIFICATES) == checking.Found(Finding.SIGNED, len(data))
    assert examined(data + b"%", CERTIFICATES) == checking.Found(Finding.EXTENDED, len(data))
    assert examined(data[:-1], CERTIFICATES) == checking.Found(Finding.ALTERED)
    assert examined(b" " + data, CERTIFICATES) == checking.Found(Finding.ALTERED)
    assert examined(data, []) == checking.Found(Finding.FOREIGN)
    assert examined(b"%PDF-1.7", CERTIFICATES) == checking.Found(Finding.FOREIGN)


def test_every_byte_of_what_is_printed_counts():
    data = printed()
    [mark] = checking.RANGE.finditer(data)
    before, after, _rest = map(int, mark.groups())
    for place in [*range(0, before, 401), *range(after, len(data), 41)]:
        changed = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        assert examined(changed, CERTIFICATES).finding in {Finding.ALTERED, Finding.NOT_A_PDF}, place


def test_a_gap_with_something_else_than_a_signature_is_not_ours():
    data = printed()
    [mark] = checking.RANGE.finditer(data)
    before, after, rest = map(int, mark.groups())
    stuffed = data[:before] + b"<" + b"41" * ((after - before - 2) // 2) + b">" + data[after:]
    pem = CERTIFICATES[0].public_bytes(checking.Encoding.DER).hex().encode()
    assert examined(stuffed + pem, CERTIFICATES).finding is Finding.ALTERED
    widened = data.replace(mark[0], mark[0].replace(str(rest).encode(), str(10**8).encode()))
    assert examined(widened, CERTIFICATES).finding is Finding.ALTERED
