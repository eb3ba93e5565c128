"""``python -m tests.bench.crisis``: how surely danger is noticed, however it is typed.

The reference's examples, our own sentences, and each held-out list. Who wrote one had not seen
the rules; all but the newest were read afterwards, when the rules were mended. Each list as
written, and over all the ways in which people mistype (``tests/handlers/crisis/mutations.py``).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import process_time

import numpy as np

from handlers.crisis import assess
from handlers.turn import Severity
from tests.handlers.crisis.mutations import MUTATIONS
from tests.handlers.crisis.sentences import DATA, Score, Sentence, read, score

EXAMPLES = Path(__file__).parents[3] / "shared" / "reference" / "crisis-examples.tsv"
HEADING = "| list | typed | C3 | C2 and C3 as grave | noticed | false alarms |"
LINE = "|---|---|---:|---:|---:|---:|"


def main() -> int:
    """0 where the reference's C3 are all found and at most 5 % of N are taken for danger."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=Path, default=EXAMPLES)
    options = parser.parse_args()
    lists = {path.stem: read(path) for path in _lists(options.examples)}
    scores = {name: _scores(sentences) for name, sentences in lists.items()}
    rows = (row for name in lists for row in _rows(name, lists[name], scores[name]))
    cost = _cost([each for sentences in lists.values() for each in sentences])
    sys.stdout.write("\n".join([HEADING, LINE, *rows, "", cost, ""]))
    examples = scores.get(options.examples.stem, {})
    return int(any(each.c3 < 1 or each.false_alarms > 0.05 for each in examples.values()))


def _scores(sentences: list[Sentence]) -> dict[str, Score]:
    return {way: score(sentences, mutation) for way, mutation in MUTATIONS.items()}


def _lists(examples: Path) -> Iterator[Path]:
    if examples.exists():
        yield examples
    yield DATA / "sentences.tsv"
    yield from sorted(DATA.glob("held_out*.tsv"), key=lambda path: (len(path.stem), path.stem))


def _rows(name: str, sentences: Sequence[Sentence], scores: dict[str, Score]) -> Iterator[str]:
    """As written, and the worst and the middle of all ways of typing."""
    counts = ", ".join(f"{_count(sentences, level)} {level.name}" for level in reversed(Severity))
    plain = score(list(sentences), str)
    yield _row(f"{name} ({counts})", "as written", plain)
    yield _row("", f"median of {len(scores)} ways", _over(scores, 50))
    yield _row("", "worst of each", _over(scores, 0))


def _count(sentences: Sequence[Sentence], level: Severity) -> int:
    return sum(each.level is level for each in sentences)


def _over(scores: dict[str, Score], percent: int) -> Score:
    """The percentile of each measure; of false alarms from the other end."""

    def at(name: str, place: int) -> float:
        return float(np.percentile([getattr(each, name) for each in scores.values()], place))

    return Score(
        *(at(name, percent) for name in ("exact", "c3", "grave", "noticed")),
        at("false_alarms", 100 - percent),
    )


def _row(name: str, typed: str, found: Score) -> str:
    values = (found.c3, found.grave, found.noticed, found.false_alarms)
    return " | ".join(["| " + name, typed, *(f"{value:.3f}" for value in values)]) + " |"


def _cost(sentences: Sequence[Sentence]) -> str:
    times = []
    for each in sentences:
        began = process_time()
        assess(each.text)
        times.append((process_time() - began) * 1000)
    median, worst = np.percentile(times, [50, 99])
    return f"Processor time a message: median {median:.2f} ms, 99th percentile {worst:.2f} ms."


if __name__ == "__main__":
    raise SystemExit(main())
