"""What the company says of a candidate: the first stage, its document, its neighbours, candidates
with the same or a similar title, and citations among them.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from knowledge.index.candidates import (
    Candidates,
    Column,
    InList,
    once,
    places,
    relative,
    stream_rarity,
)
from knowledge.index.occurrences import Integers
from knowledge.index.postings import Scores
from knowledge.index.rivals import best_others, likeness
from knowledge.index.traits import KINDS

#: The rank of each kind (place in ``KINDS``): acts and ordinances 0, decrees 1, all others 2.
_LEVELS = np.full(len(KINDS) + 1, 2, dtype=np.int64)
_LEVELS[[0, 7, 8]] = 0
_LEVELS[1] = 1


def of_first_stage(it: Candidates) -> Iterator[Column]:
    """The first stage's score."""
    yield "first", it.own
    yield "first/best", InList(relative, it.own)
    yield "first rank", InList(places, it.own)


def of_document(it: Candidates) -> Iterator[Column]:
    """What the other candidates of the same document say for it."""
    distinct, of = it.groups
    best = max(float(it.own.max(initial=0)), 1e-6)
    total = np.bincount(of, it.own, minlength=len(distinct))
    many = np.bincount(of, minlength=len(distinct))
    highest = np.zeros(len(distinct), dtype=np.float32)
    np.maximum.at(highest, of, it.own)
    soft = np.bincount(of, it.weight, minlength=len(distinct))
    yield "document sum", total[of] / best
    yield "document candidates", many[of]
    yield "document best", highest[of] / best
    yield "document weight", soft[of]
    yield "document rank", places(highest)[of]
    yield "behind document's best", (it.own - highest[of]) / best
    yield "document's share found", many[of] / np.maximum(it.texts.traits.size[it.documents], 1)


def of_neighbours(it: Candidates) -> Iterator[Column]:
    """The first stage's score of the articles before and after, in the same document."""
    best = max(float(it.own.max(initial=0)), 1e-6)
    last = len(it.scores) - 1
    next_, previous = np.minimum(it.rows + 1, last), np.maximum(it.rows - 1, 0)
    for name, beside in (("next", next_), ("previous", previous)):
        same = (it.texts.traits.document[beside] == it.documents) & (beside != it.rows)
        yield name, np.where(same, it.scores[beside], 0) / best


def of_rivals(it: Candidates) -> Iterator[Column]:
    """Candidates with the same or a similar title."""
    same, alike = likeness(it.title, stream_rarity(it, it.title.numbers))
    score = relative(it.own)
    weight = it.weight
    other = it.documents[:, None] != it.documents[None]
    level = _LEVELS[it.texts.traits.kind[it.documents].astype(np.intp)]
    above = other & (level[None] < level[:, None])
    close, near = alike**2, alike > 0.6
    best = once(lambda: best_others(score, same, near, other, above, above.T))
    front = int(score.argmax()) if len(score) else 0
    yield "same titles", lambda: same.sum(1)
    yield "behind best same title", lambda: score - best()[0]
    yield "better same titles", lambda: (same & (score[None] > score[:, None])).sum(1)
    yield "weight of same title", lambda: same @ weight
    yield "near titles", lambda: near.sum(1)
    yield "nearest title", lambda: alike.max(1, initial=0)
    yield "weight of near titles", lambda: close @ weight
    yield "weight of near titles elsewhere", lambda: (close * other) @ weight
    yield (
        "mean weight of near titles",
        lambda: (close @ weight) / np.maximum(close.sum(1), 1e-6),
    )
    yield "like first's title", lambda: np.where(np.arange(len(score)) == front, 1, alike[front])
    yield "behind best near title", lambda: score - best()[1]
    yield "in first's document", lambda: it.documents == it.documents[front]
    yield "behind another document", lambda: score - best()[2]
    yield "behind a higher document", lambda: score - best()[3]
    yield "behind a lower document", lambda: score - best()[4]
    yield from _of_levels(it, level)


def _of_levels(it: Candidates, level: Integers) -> Iterator[Column]:
    """Law, decree, anything else: what the candidate is, and what is said for its like."""
    yield "level", level
    yield "weight of level", np.bincount(level, it.weight, minlength=3)[level]
    yield "weight of sanctions", lambda: _weight_of_sanctions(it)


def _weight_of_sanctions(it: Candidates) -> Scores:
    """How much is said for documents that sanction, or for others where the own does not."""
    sanctions = it.texts.traits.role[it.documents] >= 4
    share = float(it.weight[sanctions].sum())
    return np.where(sanctions, share, 1 - share)


def of_links(it: Candidates) -> Iterator[Column]:
    """Citations among the candidates and their documents."""
    # How often others cite each one is left out: it tells a law's age, and newer ones lose by it
    # (docs/decisions/0006-ranker.md, fifth round).
    distinct, of = it.groups
    links = it.texts.links
    cites = links.documents.among(distinct)
    weight = np.bincount(of, it.weight, minlength=len(distinct))
    yield "weight of citing documents", (weight @ cites)[of]
    yield "best citing document", np.where(cites, weight[:, None], 0).max(0, initial=0)[of]
    yield "weight of cited documents", (cites @ weight)[of]
    refers = links.articles.among(it.rows)
    yield "weight of citing articles", it.weight @ refers
    yield "weight of cited articles", refers @ it.weight
    yield "best citing article", np.where(refers, relative(it.own)[:, None], 0).max(0, initial=0)
