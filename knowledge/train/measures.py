"""What a ranking is worth: nDCG@10, recall and calibration, and the gain over the first stage."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.index.postings import Matrix, Scores
from knowledge.train.calibration import calibration_error

_DEPTH = 10
_DISCOUNTS = 1 / np.log2(np.arange(2, _DEPTH + 2))

Bools = npt.NDArray[np.bool_]


class Row(NamedTuple):
    """One line of the table: ``gain`` is the mean of the questions' differences in nDCG@10 to the
    first stage, ``error`` its standard error; ``ece`` the calibration error over ten bins.
    """

    spelling: str
    group: str
    n: int
    ndcg: float
    recall_1: float
    recall_10: float
    first_ndcg: float
    gain: float
    error: float
    ece: float


def measures(scores: Scores, right: Bools, wanted: int) -> tuple[float, float, float]:
    """nDCG@10, R@1 and R@10 of candidates ordered by score, where ``wanted`` are to be found."""
    best = right[np.argsort(-scores, kind="stable")[:_DEPTH]]
    ideal = _DISCOUNTS[: min(_DEPTH, wanted)].sum()
    gain = (best * _DISCOUNTS[: len(best)]).sum() / ideal
    return float(gain), float(best[:1].sum()) / wanted, float(best.sum()) / wanted


def row(
    spelling: str, group: str, before: Matrix, after: Matrix, chances: Scores, right: Bools
) -> Row:
    """The averages over questions; arguments as in ``Judged``."""
    gains = after[:, 0].astype(np.float64) - before[:, 0]
    means = after.mean(0, dtype=np.float64)
    numbers = (
        *means,
        before[:, 0].mean(dtype=np.float64),
        gains.mean(),
        gains.std() / np.sqrt(len(gains)),
        calibration_error(chances, right),
    )
    return Row._make([spelling, group, len(after), *(round(float(one), 4) for one in numbers)])


def readable(rows: list[Row]) -> str:
    """The rows as a table."""
    head = "spelling  group      n  nDCG@10   R@1    R@10  | first   gain     ±       ECE"
    lines = [
        f"{item.spelling:9} {item.group:8} {item.n:4}  {item.ndcg:.4f}  {item.recall_1:.4f} "
        f"{item.recall_10:.4f} | {item.first_ndcg:.4f} {item.gain:+.4f} {item.error:.4f}  "
        f"{item.ece:.4f}"
        for item in rows
    ]
    return "\n".join([head, *lines])
