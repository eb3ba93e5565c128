"""``python -m tests.bench.scope_fit``: fits ``knowledge/scope.py`` and writes its file.

On the questions of the cards and their new wordings against messages that are not of our field.
The same data give the same weights. Takes about half a minute.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from hashlib import sha256

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from sklearn.linear_model import LogisticRegression

from knowledge.index.terms import Terms
from knowledge.scope import FILE, Scope, numbers_of, terms_of
from tests.bench.card_samples import (
    DATA,
    OFF_TOPIC,
    OFF_TOPIC_EXAM,
    WORDINGS,
    WORDINGS_EXAM,
    cards,
    rows,
)

MORE = DATA / "off_topic_more.tsv"
#: Law that no card tells may be of our field all the same.
UNDECIDED = "other_law"
#: How far the weights may go, and how often a term must come to have one.
FREEDOM, FEWEST = 10.0, 2


def ours() -> list[str]:
    """Messages of our field: every question of the cards, and other wordings of them."""
    asked = [question for card in cards() for question in card.questions]
    return asked + [text for _, text in rows(WORDINGS)]


def strange() -> list[str]:
    """Messages that are not."""
    asked = [text for kind, text in rows(OFF_TOPIC) if kind != UNDECIDED]
    return asked + [text for _, text in rows(MORE)]


def exam() -> tuple[list[str], list[str]]:
    """Messages that the fit does not see: of our field, and not."""
    off = [text for kind, text in rows(OFF_TOPIC_EXAM) if kind != UNDECIDED]
    return [text for _, text in rows(WORDINGS_EXAM)], off


def fit(of_ours: Sequence[str], of_others: Sequence[str]) -> Scope:
    """The model that tells the two kinds apart; both count the same, however many there are."""
    asked = [terms_of(text) for text in [*of_ours, *of_others]]
    numbers, holders = np.unique(np.concatenate(asked), return_counts=True)
    known = numbers[holders >= FEWEST]
    told = np.arange(len(asked)) < len(of_ours)
    model = LogisticRegression(C=FREEDOM, class_weight="balanced", max_iter=2000)
    model.fit(_matrix(asked, known), told)
    weights = model.coef_[0].astype(np.float16)
    learned = numbers_of(card.id for card in cards())
    return Scope(known, weights.astype(np.float32), float(model.intercept_[0]), learned)


def _matrix(asked: Sequence[Terms], known: Terms) -> csr_array:
    """A row a message: each of its known terms has the same share, shape (messages, terms)."""
    places = [np.flatnonzero(np.isin(known, terms)) for terms in asked]
    values = [np.full(len(p), len(t) ** -0.5) for p, t in zip(places, asked, strict=True) if len(t)]
    starts = np.cumsum([0, *map(len, places)])
    cells = (np.concatenate(values), np.concatenate(places), starts)
    return csr_array(cells, shape=(len(asked), len(known)))


def judged(model: Scope, texts: Sequence[str]) -> npt.NDArray[np.float64]:
    """The log odds of each text; 0 where no word is known."""
    return np.array([model.log_odds(text) or 0.0 for text in texts])


def main() -> int:
    """Fit, judge by the exam, write."""
    model = fit(ours(), strange())
    kept, refused = (judged(model, texts) for texts in exam())
    scores = {"kept": float(np.mean(kept > 0)), "refused": float(np.mean(refused <= 0))}
    np.savez_compressed(
        FILE,
        terms=model.terms,
        weights=model.weights.astype(np.float16),
        constant=np.float64(model.constant),
        cards=model.cards,
    )
    data = {path.name: sha256(path.read_bytes()).hexdigest() for path in (OFF_TOPIC, MORE)}
    told = {"fitted_by": "python -m tests.bench.scope_fit", "data": data, "exam": scores}
    FILE.with_suffix(".json").write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(scores))  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
