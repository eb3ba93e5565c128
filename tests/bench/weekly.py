"""``python -m tests.bench.weekly``: a weekly series in a city of 200 groups and 10,000 people,
simulated over 12 weeks with holidays and outages (``tests.scenario.city``). Prints a table week by
week, and what must never be and was.
"""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
import time
from pathlib import Path

import structlog

from tests.scenario.city import City, Size, Week

SKIPPED = "skipped:"
HEAD = (
    "Week of", "What happened", "Broadcasts", "Audience", "Sent", "Refused", "Expired", "Unknown",
    "Skipped by reason", "Adds up", "Most to one",
)  # fmt: skip


def main() -> int:
    """The table; 1 where something must not be."""
    arguments = _arguments()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    begun = time.perf_counter()
    size = Size(arguments.people, arguments.groups, arguments.weeks)
    faults: list[str] = []
    sys.stdout.write(_row(HEAD) + _row(["---"] * len(HEAD)))
    with tempfile.TemporaryDirectory() as name:
        with City.founded(Path(name), arguments.library, size) as city:
            for week in city.live():
                sys.stdout.write(told(week))
                sys.stdout.flush()
                faults += week.faults
            faults += city.faults()
            seconds = time.perf_counter() - begun
    sys.stdout.write(f"\n{len(faults)} faults; {seconds:.0f} s.\n")
    sys.stdout.writelines(f"* {each}\n" for each in faults[:20])
    return 1 if faults else 0


def told(week: Week) -> str:
    """One week as a row of the table."""
    counts = week.recipients
    reasons = {
        name.removeprefix(SKIPPED): n for name, n in counts.items() if name.startswith(SKIPPED)
    }
    expired = reasons.pop("expired", 0)
    skipped = ", ".join(f"{name} {n}" for name, n in sorted(reasons.items()))
    event = ", ".join(
        filter(None, [week.event, f"{week.left_out} left out" if week.left_out else ""])
    )
    return _row(
        [
            f"{week.monday:%d/%m/%Y}", event, week.broadcasts, week.planned, counts["sent"],
            _of(week, "refused"), expired, _of(week, "unknown"), skipped,
            "yes" if sum(counts.values()) == week.planned else "NO", week.cap_of_one,
        ]
    )  # fmt: skip


def _of(week: Week, state: str) -> int:
    return sum(n for name, n in week.recipients.items() if name.split(":")[0] == state)


def _row(cells: object) -> str:
    return "| " + " | ".join(str(each) for each in cells) + " |\n"  # type: ignore[attr-defined]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path, default=Path("var/library").absolute())
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--groups", type=int, default=200)
    parser.add_argument("--weeks", type=int, default=12)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
