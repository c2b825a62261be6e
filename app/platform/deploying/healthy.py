"""Whether the server on this machine is well: `python -m app.platform.deploying.healthy` ends with 0 or 1.

For a container's health check. The server answers to its own name only, so the question carries that, and goes to the
port on this machine, not through the balancer to who knows which other.
"""

import http.client
import sys

import click

from app.platform.settings import Settings

SECONDS = 5
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - what was listened at, and where that is asked


def trouble(settings: Settings) -> str:
    """What is wrong with the server; empty when it answers and reaches its database."""
    host = EVERYWHERE.get(settings.host, settings.host)
    connection = http.client.HTTPConnection(host, settings.port, timeout=SECONDS)
    try:
        connection.request("GET", "/health", headers={"Host": settings.base_url.partition("://")[2]})
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        return f"The server at {host}:{settings.port} does not answer ({type(error).__name__})."
    finally:
        connection.close()
    return "" if status == http.HTTPStatus.OK else f"The server at {host}:{settings.port} answers {status}."


def main() -> str:
    """What to end with: nothing when it is well, else a sentence."""
    try:
        return trouble(Settings.read())
    except click.ClickException as error:
        return error.message


if __name__ == "__main__":
    sys.exit(main())
