"""What `latency.py` prints: tables of what was measured, and the expected figures beside it."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator, Mapping

from tests.benchmarks.latency_programs import (
    BARE,
    DATELINE_START,
    LARGE,
    OPTIONS,
    SCROLLING,
    SMALL,
    STILL,
    VERTICAL,
)
from tests.benchmarks.terminal import Answer

#: The answers to the keys of a program in a situation.
Keys = dict[tuple[str, str], list[Answer]]
#: Answers, by the program's name.
Answers = Mapping[str, list[Answer]]
Idle = Mapping[str, float | None]


def _milliseconds(answers: Iterable[Answer], share: float) -> float:
    """The quantile of that share; of few answers, the largest that still counts as such."""
    ordered = sorted(answer.seconds for answer in answers)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1e3


def _p50(answers: Iterable[Answer]) -> float:
    return _milliseconds(answers, 0.5)


def _p95(answers: Iterable[Answer]) -> float:
    return _milliseconds(answers, 0.95)


def _written(answers: Iterable[Answer]) -> float:
    """Bytes per answer."""
    return statistics.mean(answer.written for answer in answers)


def _ratio(one: float, other: float | None) -> str:
    return f"{one / other:.2f}x" if other else "—"


def print_starts(starts: Answers) -> None:
    """From start to the first full frame, beside the bare application."""
    bare = _p50(starts[BARE]) if BARE in starts else None
    print("\n| start | p50 ms | bytes | / bare app |\n| --- | ---: | ---: | ---: |")
    for name, answers in starts.items():
        print(f"| {name} | {_p50(answers):.0f} | {_written(answers):,.0f} | {_ratio(_p50(answers), bare)} |")


def print_keys(keys: Keys) -> None:
    """What a key takes until it is painted, beside the bare list moving its highlight."""
    yardstick = keys.get((OPTIONS, VERTICAL))
    other = _p95(yardstick) if yardstick else None
    print("\n| program | keys | n | p50 ms | p95 ms | bytes a key | p95 / OptionList |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: |")
    for (name, situation), answers in keys.items():
        p95 = _p95(answers)
        print(
            f"| {name} | {situation} | {len(answers)} | {_p50(answers):.1f} | {p95:.1f} |"
            f" {_written(answers):,.0f} | {_ratio(p95, other)} |"
        )


def print_openings(openings: Answers) -> None:
    """From Enter in the list to the first full frame of the text."""
    print("\n| opening | n | p50 ms | most ms | bytes |\n| --- | ---: | ---: | ---: | ---: |")
    for name, answers in openings.items():
        most = _milliseconds(answers, 1)
        print(f"| {name} | {len(answers)} | {_p50(answers):.0f} | {most:.0f} | {_written(answers):,.0f} |")


def print_idle(idle: Idle) -> None:
    """Processor time while nobody does anything."""
    print("\n| idle | per cent of a processor |\n| --- | ---: |")
    for name, share in idle.items():
        print(f"| {name} | {'—' if share is None else f'{share:.2f}'} |")


def print_expected(starts: Answers, keys: Keys, openings: Answers, idle: Idle) -> None:
    """The expected figures beside the measured ones, as far as both programs of a ratio were measured."""
    print("\n| expected | limit | measured | |\n| --- | ---: | ---: | --- |")
    for what, limit, measured, unit in _expectations(starts, keys, openings, idle):
        verdict = "met" if measured <= limit else "**missed**"
        print(f"| {what} | {limit:,.6g}{unit} | {measured:,.2f}{unit} | {verdict} |")


def _expectations(
    starts: Answers, keys: Keys, openings: Answers, idle: Idle
) -> Iterator[tuple[str, float, float, str]]:
    if BARE in starts and DATELINE_START in starts:
        ratio = _p50(starts[DATELINE_START]) / _p50(starts[BARE])
        yield "start against the bare app's, p50", 1.25, ratio, "x"
    yardstick = keys.get((OPTIONS, VERTICAL), [])
    for situation, times, size in (
        *((one, 1.0, 1e3) for one in STILL),
        *((one, 1.5, 6e3) for one in SCROLLING),
    ):
        answers = keys.get((SMALL, situation), [])
        if answers and yardstick:
            ratio = _p95(answers) / _p95(yardstick)
            yield f"`{situation}` against OptionList's highlight, p95", times, ratio, "x"
        if answers:
            yield f"`{situation}`, bytes a key", size, _written(answers), ""
    for (name, situation), answers in keys.items():
        small = keys.get((SMALL, situation), [])
        if name == LARGE and small:
            ratio = _p95(answers) / _p95(small)
            yield f"`{situation}` in 5 MB with 2,000 annotations against 3 KB, p95", 2, ratio, "x"
    if SMALL in openings and LARGE in openings:
        ratio = _p50(openings[LARGE]) / _p50(openings[SMALL])
        yield "opening 5 MB with 2,000 annotations against 3 KB, p50", 2, ratio, "x"
    ours, bare = idle.get(SMALL), idle.get(BARE)
    if ours is not None and bare is not None:
        yield "idle beyond the bare app's, points of per cent", 0.1, ours - bare, ""
