"""The tables: plain text, aligned, each figure beside its yardstick and its goal."""

from collections.abc import Callable, Mapping, Sequence

from tests.bench.rounds import Figures
from tests.bench.scenarios import SCENARIOS, YARDSTICKS

HEAD = ("per s", "p50 ms", "p95 ms", "p99 ms", "errors", "CPU ms", "beside", "rate x", "CPU x", "p99 x", "goal")
AFTER_HEAD = ("clients", "before ms", "after ms", "slower x", "CPU x", "goal")
AFTER = " after"
Verdict = Callable[[Figures, Figures], bool]
# Scenario → the goal in words, the number of clients it is for (0: any), whether it is met beside the yardstick.
GOALS: Mapping[str, tuple[str, int, Verdict]] = {
    "lesson": ("rate x >= 0.5 (aim 1.0)", 0, lambda mine, beside: mine.rate_to(beside) >= 0.5),
    "saved answer": ("p99 x <= 3", 0, lambda mine, beside: mine.percentile(99) <= 3 * beside.percentile(99)),
    "quiz cycle": ("p50 < 70 ms", 1, lambda mine, _: mine.percentile(50) < 70),
    "PDF": ("p95 <= 15 ms", 1, lambda mine, _: mine.percentile(95) <= 15),
    "verify": ("p95 <= 10 ms", 1, lambda mine, _: mine.percentile(95) <= 10),
}


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Rows as text: first and last column to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [[first.ljust(widths[0]), *(map(str.rjust, middle, widths[1:])), last] for first, *middle, last in rows]
    return "\n".join("  ".join(line).rstrip() for line in lines)


def of_rates(found: Mapping[str, Figures], clients: int) -> str:
    """Rates and times at one number of clients. `x` columns are ratios to the yardstick named under *beside*."""
    rows: list[Sequence[str]] = [(f"{clients} client{'s' * (clients > 1)}", *HEAD)]
    for scenario in (*YARDSTICKS, *SCENARIOS):
        mine, beside = found.get(scenario.name), found.get(scenario.yardstick)
        if mine:
            ratios = [scenario.yardstick, *_ratios(mine, beside)] if beside else [""] * 4
            rows.append((scenario.name, *_numbers(mine), *ratios, _goal(scenario.name, clients, mine, beside)))
    return aligned(rows)


def _numbers(figures: Figures) -> list[str]:
    times = [f"{figures.percentile(percent):.1f}" for percent in (50, 95, 99)]
    rate = f"{figures.rate:,.0f}" if figures.rate >= 100 else f"{figures.rate:.1f}"
    return [rate, *times, str(figures.failures), f"{figures.cpu:.2f}"]


def _ratios(mine: Figures, beside: Figures) -> list[str]:
    tail = mine.percentile(99) / (beside.percentile(99) or 1)
    return [f"{mine.rate_to(beside):.2f}", f"{mine.cpu_to(beside):.2f}", f"{tail:.1f}"]


def _goal(name: str, clients: int, mine: Figures, beside: Figures | None) -> str:
    words, at, is_met = GOALS.get(name, ("", 0, lambda *_: True))
    if not words or beside is None or at not in (0, clients):
        return ""
    return f"{words}: {_word(is_met(mine, beside) and mine.rate > 0)}"


def _word(is_met: bool) -> str:
    return "met" if is_met else "MISSED"


def of_growth(found: Mapping[int, Mapping[str, Figures]]) -> str:
    """The scenarios of learners and staff before and after the history, measured in turn on two servers."""
    rows: list[Sequence[str]] = [("", *AFTER_HEAD)]
    for scenario in SCENARIOS:
        for clients, figures in found.items():
            if after := figures.get(scenario.name + AFTER):
                rows.append((scenario.name, str(clients), *_growth(figures[scenario.name], after, scenario.slower)))
    return aligned(rows)


def _growth(before: Figures, after: Figures, goal: float) -> list[str]:
    slower = before.rate_to(after)
    words = f"<= {goal}: {_word(0 < slower <= goal)}"
    times = [f"{figures.percentile(50):.1f}" for figures in (before, after)]
    return [*times, f"{slower:.2f}", f"{after.cpu_to(before):.2f}", words]


def of_the_client(found: Mapping[str, Figures]) -> str:
    """What the load client itself can do, so that nobody takes its limit for the server's."""
    spent = max(figures.client_cpu for figures in found.values())
    hello = found["hello"]
    return (
        f"The client used {hello.client_cpu:.0f} us of CPU for a hello, {spent:.0f} us for the dearest request: "
        f"alone, one of its processes could send {1e6 / (hello.client_cpu or 1):,.0f} hellos a second; "
        f"hello reached {hello.rate:,.0f}."
    )
