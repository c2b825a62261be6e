"""How often one may be wrong, and who is counted with whom.

A browser in which the owner signed in before has an allowance of its own, and so has one on which a new password was
chosen by mail: whatever a stranger does to the account, they get in. All other browsers share what is left, by account
and network, by account, by network; there a class of a hundred has room for two mistakes each.
Only mistakes count, so any number of people sign in at once.
"""

from collections.abc import Sequence
from datetime import timedelta

from flask_babel import ngettext

from app.accounts.guessing.devices import known_device_of
from app.platform.limiting import network
from app.platform.tries import Counted, Limit

QUARTER, HOUR, DAY = timedelta(minutes=15), timedelta(hours=1), timedelta(days=1)
ON_A_KNOWN_DEVICE = Limit("sign-in, known device", 10, QUARTER)
FROM_ONE_NETWORK = Limit("sign-in, account and network", 10, QUARTER)
FROM_EVERYWHERE = Limit("sign-in, account", 100, HOUR)
IN_ONE_NETWORK = Limit("sign-in, network", 200, HOUR)
# Codes of a second step: who gets so far knows the password. Three of a million are right at any moment.
STEP_ON_A_KNOWN_DEVICE = Limit("second step, known device", 5, QUARTER)
STEP_FROM_ONE_NETWORK = Limit("second step, account and network", 5, QUARTER)
STEPS_ON_A_KNOWN_DEVICE = Limit("second step, known device, day", 50, DAY)
STEPS_FROM_EVERYWHERE = Limit("second step, account", 50, DAY)
OF_ONE_HAND = (ON_A_KNOWN_DEVICE, FROM_ONE_NETWORK, STEP_ON_A_KNOWN_DEVICE, STEP_FROM_ONE_NETWORK)
# Messages to one address, whether it has an account or not; those that a network has us write; new accounts.
LETTERS = Limit("letters, address", 4, HOUR)
LETTERS_ON_A_KNOWN_DEVICE = Limit("letters, known device", 4, HOUR)
LETTERS_OF_A_NETWORK = Limit("letters, network", 300, HOUR)


def of_sign_in(email: str) -> Sequence[Counted]:
    """What a wrong password for this address counts against, in this browser."""
    address = email.strip().lower()
    if device := known_device_of(address):
        return [Counted(ON_A_KNOWN_DEVICE, f"{device} {address}")]
    return [
        Counted(FROM_ONE_NETWORK, f"{address} {network()}"),
        Counted(FROM_EVERYWHERE, address),
        Counted(IN_ONE_NETWORK, network()),
    ]


def of_second_step(email: str) -> Sequence[Counted]:
    """What a wrong code for this account counts against, in this browser."""
    if device := known_device_of(email):
        return [Counted(limit, f"{device} {email}") for limit in (STEP_ON_A_KNOWN_DEVICE, STEPS_ON_A_KNOWN_DEVICE)]
    return [Counted(STEP_FROM_ONE_NETWORK, f"{email} {network()}"), Counted(STEPS_FROM_EVERYWHERE, email)]


def of_letter(email: str) -> Sequence[Counted]:
    """What asking for a message to this address counts against."""
    address = email.strip().lower()
    if device := known_device_of(address):
        return [Counted(LETTERS_ON_A_KNOWN_DEVICE, f"{device} {address}")]
    return [Counted(LETTERS, address), Counted(LETTERS_OF_A_NETWORK, network())]


def mistakes(counted: Sequence[Counted]) -> Sequence[Counted]:
    """Those that a success takes back: not what the network did to others, nor what the world did to this account."""
    return [one for one in counted if one.limit in OF_ONE_HAND]


def words(minutes: int) -> str:
    """What is said when it was too often."""
    said: str = ngettext(
        "There were too many tries in a short time. Wait %(num)s minute, then try again. "
        "A device on which you signed in before, or on which you choose a new password, need not wait.",
        "There were too many tries in a short time. Wait %(num)s minutes, then try again. "
        "A device on which you signed in before, or on which you choose a new password, need not wait.",
        minutes,
    )
    return said


def words_of_second_step(minutes: int) -> str:
    """What is said when there were too many codes. A passkey cannot be guessed, so it need not wait."""
    said: str = ngettext(
        "There were too many wrong codes. Wait %(num)s minute, then try again. Your passkey, if any, works at once.",
        "There were too many wrong codes. Wait %(num)s minutes, then try again. Your passkey, if any, works at once.",
        minutes,
    )
    return said
