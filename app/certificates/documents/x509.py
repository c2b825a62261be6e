"""The certificate (X.509) that a signed PDF carries: made by ourselves, so it says who signed but not who vouches."""

from datetime import UTC, datetime

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID, ObjectIdentifier

LONGEST_NAME = 64  # bytes: ub-common-name, RFC 5280, appendix A.1
NO_END = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)  # RFC 5280, 4.1.2.5: a certificate is for life, so is its key
DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # RFC 9336


def self_made(private: EllipticCurvePrivateKey, name: str, now: datetime) -> x509.Certificate:
    """A certificate for the key of the provider called `name`, good for signing documents and nothing else."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name(name))])
    public = private.public_key()
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(NO_END)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_signing_only(), critical=True)
        .add_extension(x509.ExtendedKeyUsage([DOCUMENT_SIGNING]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )
    return builder.sign(private, SHA256())


def common_name(name: str) -> str:
    """`name` as it fits a certificate."""
    return name.encode()[:LONGEST_NAME].decode(errors="ignore").strip()


def name_in(certificate: x509.Certificate) -> str:
    """Whose certificate it is."""
    [found] = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(found.value)


def _signing_only() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
