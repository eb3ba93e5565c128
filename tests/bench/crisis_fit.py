"""``python -m tests.bench.crisis_fit``: fits ``handlers/crisis/learned.py`` and writes its file.

On messages that different people wrote without having seen the rules (``told_*.tsv``), and on
questions of our cards in which there is no danger. Scores are on the messages of each writer by a
model that did not see that writer's. The same data give the same bytes. Takes about a minute.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from handlers.crisis.learned import FILE, Judgement, Model, terms_of, write
from handlers.crisis.rules import Category
from handlers.crisis.scan import scan
from handlers.crisis.words import words_as_read
from handlers.turn import Severity
from knowledge.text import shorthand
from tests.handlers.crisis.sentences import DATA, LEVELS, Sentence, read

#: Lists that the rules were mended by; the newest exam is not among them.
OLD_EXAMS = [DATA / f"held_out{number}.tsv" for number in ("", *(f"_{n}" for n in range(2, 10)))]
TOLD = [*sorted(DATA.glob("told_*.tsv")), DATA / "sentences.tsv", *OLD_EXAMS]
QUESTIONS = DATA / "harmless_questions.tsv"
#: How far the weights may go, how much a question of a card counts, and how often a term must come.
FREEDOM, OF_QUESTION, FEWEST = 10.0, 0.5, 2

Kinds: TypeAlias = tuple[Counter[int], ...]
Floats: TypeAlias = npt.NDArray[np.float32]


def kinds_of(text: str) -> Kinds:
    """The terms of a message, as the model is asked."""
    words = words_as_read(shorthand.tokens(text))
    return terms_of([word.folded for word in words], scan(words).found)


def fit(told: Sequence[Sentence], harmless: Sequence[Sentence]) -> Model:
    """The model of these messages."""
    sentences = [*told, *harmless]
    known = [kinds_of(each.text) for each in sentences]
    empty = _vocabulary(known)
    matrix = _matrix(empty, known)
    counts = np.array([1.0] * len(told) + [OF_QUESTION] * len(harmless))
    levels = np.array([LEVELS.index(each.level) for each in sentences])
    _, weights, constants = _regression(matrix, levels, counts)
    dangers = [place for place, each in enumerate(told) if each.level is not Severity.N]
    names, about, about_constants = _regression(
        matrix[dangers], np.array([_category(told[place]) for place in dangers]), counts[dangers]
    )
    return replace(
        empty,
        levels=weights,
        level_constants=constants,
        about=about,
        about_constants=about_constants,
        categories=tuple(map(Category, names)),
    )


def _category(sentence: Sentence) -> str:
    return "" if sentence.category == Category.NONE else sentence.category


def _vocabulary(known: Sequence[Kinds]) -> Model:
    """The terms that come often enough, and their rarity; no weights yet."""
    holders = Counter(term for kinds in known for kind in kinds for term in kind)
    terms = np.array(sorted(t for t, n in holders.items() if n >= FEWEST), dtype=np.uint32)
    number = len(known)
    rarity = [math.log((1 + number) / (1 + holders[int(term)])) + 1 for term in terms]
    none = np.zeros((0, len(terms)), dtype=np.float32)
    return Model(terms, np.array(rarity, np.float32), none, none[0:0, 0], none, none[0:0, 0], ())


def _matrix(model: Model, known: Sequence[Kinds]) -> csr_array:
    rows = [model.weighed(kinds) for kinds in known]
    values = np.concatenate([row[1] for row in rows])
    places = np.concatenate([row[0] for row in rows])
    starts = np.cumsum([0, *(len(row[0]) for row in rows)])
    return csr_array((values, places, starts), shape=(len(rows), len(model.terms)))


def _regression(
    matrix: csr_array, told: npt.NDArray[np.generic], counts: npt.NDArray[np.float64]
) -> tuple[list[str], Floats, Floats]:
    """The names of the classes, their weights and constants."""
    with threadpool_limits(1):
        model = LogisticRegression(C=FREEDOM, max_iter=500)
        model.fit(matrix, told, sample_weight=counts)
    weights = model.coef_.astype(np.float16).astype(np.float32)
    return model.classes_.tolist(), weights, model.intercept_.astype(np.float32)


def judged(model: Model, text: str) -> Judgement:
    """What the model alone hears."""
    words = words_as_read(shorthand.tokens(text))
    return model.judge([word.folded for word in words], scan(words).found)


def cross_validated(
    files: Sequence[Sequence[Sentence]], harmless: Sequence[Sentence]
) -> list[tuple[Sentence, Judgement]]:
    """Each message with what a model hears that knows all the other writers."""
    heard = []
    for left_out in files:
        model = fit([each for file in files if file is not left_out for each in file], harmless)
        heard += [(each, judged(model, each.text)) for each in left_out]
    return heard


def _scores(heard: Sequence[tuple[Sentence, Judgement]]) -> dict[str, float]:
    """Of danger and harmless messages, how surely the graver stands above the other (AUC)."""
    scores = {}
    for name, level in (("danger", Severity.C1), ("grave", Severity.C2), ("C3", Severity.C3)):
        chances = np.array([judgement.at_least(level) for _, judgement in heard])
        told = np.array([LEVELS.index(s.level) >= LEVELS.index(level) for s, _ in heard])
        above = (chances[told][:, None] > chances[~told][None, :]).mean()
        scores[name] = round(float(above), 3)
    return scores


def _hash(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def main() -> int:
    """Fit, write the file and its scores."""
    files, harmless = [read(path) for path in TOLD], read(QUESTIONS)
    heard = cross_validated(files, harmless)
    write(FILE, fit([each for file in files for each in file], harmless))
    card = {
        "fitted_by": "python -m tests.bench.crisis_fit",
        "data": {path.name: _hash(path) for path in (*TOLD, QUESTIONS)},
        "auc_on_unseen_writers": _scores(heard),
    }
    FILE.with_suffix(".json").write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
    sys.stdout.write(json.dumps(card["auc_on_unseen_writers"]) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
