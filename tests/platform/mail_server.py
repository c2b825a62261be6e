"""A mail server on this machine that can be told how to behave.

with MailServer() as server:
    server.behaves = "refuse"
    …
    assert server.letters == []
"""

import base64
import email
import socketserver
import threading
from email.message import EmailMessage
from email.policy import default
from typing import Self


class _Conversation(socketserver.StreamRequestHandler):
    """One connection, as far as our side of SMTP goes."""

    server: "MailServer"

    def handle(self) -> None:
        self.say("220 localhost")
        for line in iter(self.rfile.readline, b""):
            if not self.answered(line.decode().strip()):
                return

    def say(self, line: str) -> bool:
        self.wfile.write(f"{line}\r\n".encode())
        return True

    def answered(self, line: str) -> bool:
        """Answer one command; False ends the conversation."""
        verb = line.upper().partition(" ")[0].partition(":")[0]
        if verb == "EHLO":
            return self.say("250-localhost\r\n250 AUTH PLAIN")
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
