"""Who signs: pyHanko's signer, with what is the same in each signature of a key encoded once."""

from typing import Any

from asn1crypto.cms import CMSAttributes, SignerInfo
from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.tsp import SigningCertificateV2
from asn1crypto.x509 import Certificate
from pyhanko.sign.attributes import CMSAttributeProvider, SignedAttributeProviderSpec, SigningCertificateV2Provider
from pyhanko.sign.general import as_signing_certificate_v2
from pyhanko.sign.signers import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

ROOM = 400  # bytes that the signature takes beside the certificate and, twice, its name; a test holds it to that


class Signer(SimpleSigner):
    """The signer of a key. `room`: digits that its signature takes in a file, in hexadecimal.

    To encode everything anew for each signature, and at each level that it stands in, took two thirds of the time.
    """

    def __init__(self, certificate: bytes, private: bytes) -> None:
        """Both DER; `private` as PKCS #8."""
        whose = Certificate.load(certificate)
        super().__init__(whose, PrivateKeyInfo.load(private), SimpleCertificateStore())  # type: ignore[no-untyped-call]
        self.signed_attr_prov_spec = Attributes(whose)
        self.room = 2 * (len(certificate) + 2 * len(whose.subject.dump()) + ROOM)  # two digits a byte

    async def signed_attrs(self, *settings: Any, **more: Any) -> CMSAttributes:
        """What is signed, as bytes: every level above would encode it anew."""
        return CMSAttributes.load((await super().signed_attrs(*settings, **more)).dump())

    def signer_info(self, *parts: Any) -> SignerInfo:
        """Who signed, what, and the signature; as bytes too."""
        return SignerInfo.load(super().signer_info(*parts).dump())


class Attributes(SignedAttributeProviderSpec):
    """What PAdES B-B signs beside the hash of the file: which certificate it is."""

    def __init__(self, certificate: Certificate) -> None:
        """`certificate`: the signer's."""
        self._name = Name(certificate)

    def signed_attr_providers(self, data_digest: bytes, digest_algorithm: str) -> list[CMSAttributeProvider]:
        """That alone."""
        return [self._name]


class Name(SigningCertificateV2Provider):
    """Which certificate it is, by its hash."""

    def __init__(self, certificate: Certificate) -> None:
        """Encode it."""
        super().__init__(certificate)
        self._encoded = as_signing_certificate_v2(certificate).dump()

    async def build_attr_value(self, dry_run: bool = False) -> SigningCertificateV2:
        """What was encoded."""
        return SigningCertificateV2.load(self._encoded)
