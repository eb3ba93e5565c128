"""How often the right card comes first, how true its confidence is, and what chatter gets.

``python -m tests.bench.cards [--picture FILE]`` prints a table in Markdown and draws the
reliability diagram. "folds": wordings and messages off topic, each judged by a model that was
fitted without the fold of its card. "exam": the shipped model on texts that nothing was fitted on.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np
import numpy.typing as npt

from handlers.found import CARD_LIKELY, CARD_SURE
from knowledge.index.card_kin import kin
from knowledge.index.card_model import CardModel
from knowledge.index.cards import CardIndex
from knowledge.train import noise
from tests.bench.card_fit import fit_folds, training_samples
from tests.bench.card_samples import (
    OFF_TOPIC,
    OFF_TOPIC_EXAM,
    ROOT,
    WORDINGS,
    WORDINGS_EXAM,
    Forecast,
    Message,
    Sample,
    Sampler,
    Spoil,
    cards,
    forecast,
    index,
    messages,
    spoiler,
)

PICTURE = ROOT / "docs" / "images" / "reliability-cards.png"
BINS = 10
#: Another seed than the fit's: the spoilt texts are new too.
NOISE = 2
SPOILT: Mapping[str, Spoil] = {
    "as typed": str,
    "no accents": noise.plain,
    "noisy": spoiler(NOISE),
}
HEADING = (
    "texts", "typing", "n", "right card first", "right law first", "calibration error",
    "answered", "of these right",
    "right card given or offered", "off topic n", "off topic answered", "off topic offered a card",
)  # fmt: skip

Bin = tuple[float, float, int]


def calibration(seen: Forecast) -> list[Bin]:
    """Mean chance, share that came true, and number, of ten bins with as many messages each."""
    order = np.argsort(seen.chance, kind="stable")
    return [
        (float(seen.chance[rows].mean()), float(seen.correct[rows].mean()), len(rows))
        for rows in np.array_split(order, BINS)
    ]


def calibration_error(seen: Forecast) -> float:
    """How far chance and truth lie apart on average, over the bins of ``calibration``."""
    gaps = [abs(chance - true) * number for chance, true, number in calibration(seen)]
    return sum(gaps) / len(seen.chance)


def _given(seen: Forecast) -> npt.NDArray[np.bool_]:
    """Whether the person gets a right card, at once or among the choices."""
    sure, likely = seen.chance >= CARD_SURE, seen.chance >= CARD_LIKELY
    return np.where(sure, seen.correct, likely & seen.offered)


def cells(seen: Forecast) -> list[str]:
    """The measured columns of a row."""
    asked, off = seen.answerable, ~seen.answerable
    sure, likely = seen.chance >= CARD_SURE, seen.chance >= CARD_LIKELY
    right = seen.correct
    firsts = [seen.exact[asked], right[asked]]
    shares = [*firsts, sure[asked], right[asked & sure], _given(seen)[asked]]
    exact, first, answered, true, given = (f"{share.mean():.3f}" for share in shares)
    error = f"{calibration_error(seen):.3f}"
    chatter = [f"{off.sum()}", f"{sure[off].mean():.3f}", f"{likely[off].mean():.3f}"]
    return [f"{asked.sum()}", exact, first, error, answered, true, given, *chatter]


def measured(folder: Path) -> Iterator[tuple[str, str, Forecast]]:
    """Name of the texts, way of typing, and what was foretold."""
    of = cards()
    sampler, related = Sampler(index(of, folder / "cards"), of), kin(of)
    models = fit_folds(training_samples(folder / "training"))
    judges: list[tuple[str, list[Message], Callable[[Sample], CardModel]]] = [
        ("folds", messages(WORDINGS, OFF_TOPIC), lambda sample: models[sample.fold]),
        ("exam", messages(WORDINGS_EXAM, OFF_TOPIC_EXAM), lambda _: CardModel.shipped()),
    ]
    for name, asked, judge in judges:
        for typing, spoil in SPOILT.items():
            yield name, typing, forecast(sampler.samples(asked, spoil), judge, related)


def milliseconds(searched: CardIndex, asked: Sequence[str]) -> tuple[float, float]:
    """Median and 99th percentile of one match, everything included."""
    took = []
    for text in asked:
        began = perf_counter()
        searched.match(text, 3)
        took.append((perf_counter() - began) * 1000)
    return float(np.median(took)), float(np.quantile(took, 0.99))


def draw(found: Sequence[tuple[str, str, Forecast]], path: Path) -> None:
    """The reliability diagram: what was foretold against what came true."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(1, 2, figsize=(10, 5), sharey=True, layout="constrained")
    for panel, name in zip(axes, ("folds", "exam"), strict=True):
        panel.plot([0, 1], [0, 1], color="0.7", linestyle="--", linewidth=1)
        for typing, seen in ((typing, seen) for of, typing, seen in found if of == name):
            chances, truths, _ = zip(*calibration(seen), strict=True)
            label = f"{typing}, error {calibration_error(seen):.3f}"
            panel.plot(chances, truths, marker="o", markersize=4, label=label)
        panel.set(title=name, xlabel="confidence", xlim=(0, 1), ylim=(0, 1), aspect="equal")
        panel.legend(loc="lower right", frameon=False)
    axes[0].set_ylabel("share of first cards that were right")
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=110, metadata={"Software": None})


def main() -> int:
    """Measure, print, draw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--picture", type=Path, default=PICTURE)
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        (Path(folder) / "training").mkdir()
        found = list(measured(Path(folder)))
        searched = index(cards(), Path(folder) / "timed")
        p50, p99 = milliseconds(searched, [each.text for each in messages(WORDINGS, OFF_TOPIC)])
    table = [HEADING, ["---"] * len(HEADING)]
    table += [[name, typing, *cells(seen)] for name, typing, seen in found]
    for row in table:
        print(f"| {' | '.join(row)} |")  # noqa: T201
    print(f"\nA match takes {p50:.2f} ms (p50), {p99:.2f} ms (p99), everything included.")  # noqa: T201
    draw(found, options.picture)
    return 0


if __name__ == "__main__":
    sys.exit(main())
