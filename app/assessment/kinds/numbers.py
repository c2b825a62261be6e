"""Numbers as people type them, read exactly; what a question accepts; shares of the points. Pure.

    parse_number("−1,5")               Fraction(-3, 2), or ValueError with a sentence for whoever typed it
    typed_number("−1,5")               "-1,5", or ResponseError: what a response keeps
    without_unit("50 %", "percent")    "50"
    read_accepted("50 ± 2")            an Accepted, or ValueError with a sentence for the author
    accepted.holds(parse_number("52")) True
    read_accepted(accepted.text)       an equal Accepted: the written form is the author's own
    read_share("33.333%")              Fraction(1, 3); write_share() is its inverse

No floats: in here 0.1 + 0.2 is 0.3, and a border belongs to what it borders.
"""

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

from app.assessment.kinds.base import N_, ResponseError
from app.assessment.kinds.texts import fold

LENGTH = 100  # characters of a typed number, its unit included
POWER = 99  # the largest exponent; more is no answer to anything, and would only cost time

NO_NUMBER = N_("Type one number, such as 7 or 2.5.")
SEPARATED = N_("Type thousands without a separator, such as 1500, and decimals with a point, such as 1.5.")
TOO_LONG = N_("A number can have 100 characters at most.")
TOO_LARGE = N_("This number is too large or too small to be read.")

PLAIN = {
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"), "-"),
    **dict.fromkeys(map(ord, "\ufe62\uff0b"), "+"),
    **dict.fromkeys(map(ord, "\u066b\uff0e"), "."),  # the Arabic decimal mark, which parts no thousands
    ord("\uff0c"): ",",
    **dict.fromkeys(map(ord, "\uff25\uff45"), "e"),
}
NUMBER = re.compile(r"(?P<sign>[+-]?) *(?P<whole>\d*)(?:[.,](?P<rest>\d*))?(?:[eE](?P<power>[+-]?\d+))?")
THOUSANDS = re.compile(r"[+-]? *[1-9]\d{0,2},\d{3}(?:[eE].*)?")  # "1,500" is 1500 to some readers and 1.5 to others
GROUPED = re.compile(r"[+-]?[\d., '\u2019\u066c_]*\d[\d., '\u2019\u066c_]*(?:[eE][+-]?\d+)?")


def parse_number(text: str) -> Fraction:
    """The number. Raises ValueError with a plain sentence.

    Digits of any script, point or comma for decimals, a sign, an exponent. A comma before exactly three digits could
    part thousands, so it is refused rather than guessed; the point is our readers' decimal mark and is not.
    """
    if len(text) > LENGTH:
        raise ValueError(TOO_LONG)
    text = folded(text)
    found = NUMBER.fullmatch(text)
    digits = (found["whole"] + (found["rest"] or "")) if found else ""
    if not found or not digits or THOUSANDS.fullmatch(text):
        raise ValueError(SEPARATED if GROUPED.fullmatch(text) else NO_NUMBER)
    power = int(found["power"] or 0)
    if abs(power) > POWER:
        raise ValueError(TOO_LARGE)
    return Fraction(int(found["sign"] + digits)) * Fraction(10) ** (power - len(found["rest"] or ""))


def typed_number(text: str) -> str:
    """A number as it is stored, in plain digits; "" for none. Raises ResponseError."""
    text = folded(text)
    try:
        if text:
            parse_number(text)
    except ValueError as error:
        raise ResponseError(str(error)) from error
    return text


def folded(text: str) -> str:
    """The text with plain digits, signs and marks, without what cannot be seen, and trimmed.

    Not by NFKC, which takes ten to the third for one hundred and three.
    """
    return " ".join("".join(map(_folded, text.translate(PLAIN))).split())


def _folded(symbol: str) -> str:
    digit = unicodedata.decimal(symbol, None)
    if digit is not None:
        return str(digit)
    return {"Cf": "", "Cc": " ", "Cs": " "}.get(unicodedata.category(symbol), symbol)


def without_unit(text: str, unit: str) -> str:
    """The text before the unit; all of it if there is no such unit at its end, or nothing before it."""
    if unit and len(text) <= LENGTH:
        wanted = _unit(unit)
        for at in range(len(text) - 1, 0, -1):
            if text[:at].strip() and _unit(text[at:]) == wanted:
                return text[:at].strip()
    return text


def _unit(text: str) -> str:
    return "percent" if fold(text) in {"%", "per cent"} else fold(text)


# What a question accepts

FORMS = "`50`, `50 ± 2`, `50 ± 5 %` or `10 .. 20`"
MARKS = 10  # characters between two numbers and after them
TOLERANCE = re.compile(r"(?P<number>.*?) ?(?:±|\+/?-) ?(?P<spread>[^%]*?)(?P<relative> ?%)?")
RANGE = re.compile(r"(?P<low>.*?) ?(?<!\.)\.\.(?!\.) ?(?P<high>.*)")


@dataclass(frozen=True, slots=True)
class Accepted:
    """The numbers from `low` to `high`, both included, and how the author wrote them."""

    text: str
    low: Fraction
    high: Fraction

    def holds(self, number: Fraction) -> bool:
        """Whether the number is one of them."""
        return self.low <= number <= self.high

    def covers(self, other: "Accepted") -> bool:
        """Whether it leaves nothing to the other one."""
        return self.low <= other.low and other.high <= self.high

    def spoken(self, unit: str = "") -> str:
        """For a reader, with its unit: `50 ± 2 mg`, `50 percent ± 5 %`, `10 .. 20 mg`."""
        text = folded(self.text)
        if found := TOLERANCE.fullmatch(text):
            beside, after = (f" {unit}", " %") if found["relative"] else ("", f" {unit}")
            return f"{found['number']}{beside} ± {found['spread']}{after}".rstrip()
        if found := RANGE.fullmatch(text):
            text = f"{found['low']} .. {found['high']}"
        return f"{text} {unit}".rstrip()


def read_accepted(text: str) -> Accepted:
    """One number, a number with a tolerance, absolute or as a share of it, or a range. Raises ValueError."""
    if len(text) > 2 * LENGTH + MARKS:
        raise ValueError(TOO_LONG)
    plain = folded(text)
    if found := RANGE.fullmatch(plain):
        low, high = parse_number(found["low"]), parse_number(found["high"])
        if low > high:
            raise ValueError("The first number of the range is larger than the second.")
        return Accepted(text.strip(), low, high)
    if not (found := TOLERANCE.fullmatch(plain)):
        number = parse_number(plain)
        return Accepted(text.strip(), number, number)
    number, spread = parse_number(found["number"]), parse_number(found["spread"])
    if spread < 0:
        raise ValueError("The tolerance is below zero.")
    if found["relative"]:
        if not number:
            raise ValueError("A tolerance in percent of 0 is 0.")
        spread *= abs(number) / 100
    return Accepted(text.strip(), number - spread, number + spread)


# Shares of the points

SHARE = r"[-+\u2212]?\d{1,3}(?:[.,]\d{1,7})? ?%"
SLACK = Fraction(1, 1000)  # how far shares that should make a whole may miss it by rounding
ENDLESS = (3, 6, 7, 9, 11, 12, 13, 14, 15)  # parts of a whole that no decimal can write


def read_share(text: str) -> Fraction:
    """A percentage as `SHARE` catches it. One that can only be rounded is read as what was meant: 33.33 % is 1/3."""
    number = text.replace("\u2212", "-").replace(",", ".").rstrip(" %")
    share, places = Fraction(number) / 100, len(number.partition(".")[2])
    if places > 1:
        for parts in ENDLESS:
            meant = Fraction(round(share * parts), parts)
            if abs(meant - share) < Fraction(1, 100 * 10**places) and meant.denominator == parts:
                return meant
    return share


def write_share(share: Fraction) -> str:
    """The percentage that `read_share` reads: exact, or rounded where no decimal is exact."""
    for places in range(8):
        if (share * 100 * 10**places).denominator == 1:
            return f"{_decimal(share * 100, places)}%"
    return f"{_decimal(share * 100, 3)}%"


def _decimal(number: Fraction, places: int) -> str:
    whole, rest = divmod(abs(round(number * 10**places)), 10**places)
    return f"{'-' if number < 0 else ''}{whole}{f'.{rest:0{places}d}' if places else ''}"
