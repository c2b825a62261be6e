"""A mail server on this machine that can be told how to behave.

with MailServer() as server:
    server.behaves = "refuse"
    …
    assert server.letters == []
"""

import base64
import email
import socketserver
import ssl
import threading
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Self

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from app.certificates.documents.x509 import self_made


class _Conversation(socketserver.StreamRequestHandler):
    """One connection, as far as our side of SMTP goes."""

    server: "MailServer"

    def handle(self) -> None:
        self.server.visits += 1
        if self.server.tls and self.server.behaves == "tls":
            self.wrap(self.server.tls)
        if self.server.behaves == "hang":
            self.rfile.readline()  # it listens, and never says a word
            return
        self.say("220 localhost")
        while line := self.rfile.readline():  # another file after STARTTLS
            if not self.answered(line.decode().strip()):
                return

    def wrap(self, tls: ssl.SSLContext) -> None:
        """From here on encrypted."""
        self.request = tls.wrap_socket(self.request, server_side=True)
        self.rfile, self.wfile = self.request.makefile("rb"), self.request.makefile("wb", buffering=0)
        self.server.encrypted += 1

    def finish(self) -> None:
        """The socket that was wrapped is nobody else's to close."""
        super().finish()
        self.request.close()

    def say(self, line: str) -> bool:
        self.wfile.write(f"{line}\r\n".encode())
        return True

    def answered(self, line: str) -> bool:
        """Answer one command; False ends the conversation."""
        verb = line.upper().partition(" ")[0].partition(":")[0]
        if verb == "EHLO":
            offer = "250-STARTTLS\r\n" if self.server.tls and not isinstance(self.request, ssl.SSLSocket) else ""
            return self.say(f"250-localhost\r\n{offer}250 AUTH PLAIN")
        if verb == "STARTTLS" and self.server.tls:
            self.say("220 go on")
            self.wrap(self.server.tls)
            return True
        if verb == "AUTH":
            self.server.passwords.append(base64.b64decode(line.rsplit(maxsplit=1)[-1]).decode().split("\0")[1:])
            return self.say("235 welcome")
        if verb == "RCPT" and self.server.behaves in {"refuse", "ask later"}:
            return self.say("550 no such person" if self.server.behaves == "refuse" else "451 come back later")
        if verb == "DATA":
            self.say("354 go on")
            return self.take_letter()
        self.say("221 bye" if verb == "QUIT" else "250 fine")
        return verb != "QUIT"

    def take_letter(self) -> bool:
        lines = list(iter(self.rfile.readline, b".\r\n"))
        self.server.letters.append(email.message_from_bytes(b"".join(lines), policy=default))
        return self.server.behaves != "hang up" and self.say("250 taken")


def signed_by_itself(folder: Path) -> ssl.SSLContext:
    """What a server needs to encrypt, with a certificate that nobody vouches for."""
    private = ec.generate_private_key(ec.SECP256R1())
    place = folder / "server.pem"
    secret = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    place.write_bytes(secret + self_made(private, "localhost", datetime.now(UTC)).public_bytes(Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(place)
    return context


class MailServer(socketserver.ThreadingTCPServer):
    """Takes letters on a free port."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        """Behaves well until told otherwise."""
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.behaves = "accept"
        self.letters: list[EmailMessage] = []
        self.passwords: list[list[str]] = []
        self.tls: ssl.SSLContext | None = None  # set: STARTTLS is offered; behaves = "tls": from the first byte on
        self.visits = self.encrypted = 0

    @property
    def url(self) -> str:
        """For FASCIA_SMTP_URL."""
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    def __enter__(self) -> Self:
        """Begin to listen."""
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop, and wait for conversations to end."""
        self.shutdown()
        self.server_close()
