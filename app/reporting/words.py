"""How figures are written: pure, for templates and files."""

NOTHING = "–"  # what is undefined has no figure


def figure(value: float | None, digits: int = 0, unit: str = "%") -> str:
    """`67%`, `−12%`; a dash where there is no figure."""
    if value is None:
        return NOTHING
    text = f"{abs(value):.{digits}f}"
    sign = "−" if value < 0 and float(text) else ""
    return f"{sign}{text}{unit}"


def interval(ends: tuple[float, float] | None, digits: int = 0) -> str:
    """`52–79%`; nothing where there is none."""
    return f"{ends[0]:.{digits}f}–{ends[1]:.{digits}f}%" if ends else ""
