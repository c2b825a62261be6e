"""The public addresses that stand in certificates for ever: built from the configured address alone."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Addresses:
    """`base`: the site's address without a slash at its end. A test holds these to the routes of the same pages."""

    base: str

    @property
    def issuer(self) -> str:
        """The Open Badges profile of who issues; also the name of the issuer in every credential."""
        return f"{self.base}/issuer"

    @property
    def keys(self) -> str:
        """Every public key that ever signed, as a JWK set."""
        return f"{self.base}/issuer/keys"

    def key(self, key_id: str) -> str:
        """One public key as a JWK: the `kid` of a credential, which its readers open."""
        return f"{self.keys}/{key_id}"

    def status_list(self, number: int) -> str:
        """Which certificates of one list were withdrawn."""
        return f"{self.base}/issuer/status/{number}"

    def verify(self, code: str) -> str:
        """The page anybody can check a certificate at."""
        return f"{self.base}/verify/{code}"

    def credential(self, code: str) -> str:
        """The certificate's Open Badge."""
        return f"{self.base}/certificates/{code}.json"
