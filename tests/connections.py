"""What the doors of our tests share: those that stand before a server or a database, and slam at times."""

import socket
import threading
from collections.abc import Callable


def take(listener: socket.socket, serve: Callable[[socket.socket], None]) -> None:
    """Serve each connection in a thread of its own, until the listener is shut."""
    while True:
        try:
            client, _ = listener.accept()
        except OSError:
            return
        threading.Thread(target=serve, args=(client,), daemon=True).start()
