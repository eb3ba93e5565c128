"""What a candidate itself says: where the question's terms stand in its title, its body, the name
of its document, its best line, and what kind of text it is.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from knowledge.index.candidates import (
    Candidates,
    Column,
    InList,
    behind,
    once,
    places,
    relative,
    stream_rarity,
)
from knowledge.index.fits import Fits
from knowledge.index.matching import Match
from knowledge.index.passages import Passages, passages
from knowledge.index.postings import Scores
from knowledge.index.traits import EXPLAINS_WORDS

#: So many syllables are the beginning of a body.
_EARLY = 40


def of_parts(it: Candidates) -> Iterator[Column]:
    """How much of the question title and body cover, and how long they are."""
    yield from of_part("title", it.fits, it.titles)
    yield from of_part("body", it.fits, it.bodies)


def of_part(name: str, fits: Fits, part: slice) -> Iterator[Column]:
    """Shares of the question that a part covers, BM25 of that part alone, and its length."""
    asked, match = fits.match.question, fits.match
    bm25 = once(lambda: fits.saturated[part] @ asked.rarity)
    bm25_pairs = once(lambda: fits.pairs_saturated[part] @ asked.pair_rarity)
    important = once(lambda: fits.saturated[part] @ asked.importance)
    yield f"{name} covers", lambda: fits.held[part] @ asked.share
    yield f"{name} covers pairs", lambda: fits.pairs_held[part] @ asked.pair_share
    yield f"{name} run", lambda: fits.run[part]
    yield f"{name} bm25", bm25
    yield f"{name} bm25/best", InList(relative, bm25)
    yield f"{name} bm25 pairs", bm25_pairs
    yield f"{name} bm25 pairs/best", InList(relative, bm25_pairs)
    yield f"{name} bm25 rank", InList(places, lambda: bm25() + bm25_pairs())
    yield f"{name} covers!", lambda: fits.held[part] @ asked.important_share
    yield f"{name} covers pairs!", lambda: fits.pairs_held[part] @ asked.important_pair_share
    yield f"{name} run!", lambda: fits.important_run[part]
    yield f"{name} bm25!", important
    yield f"{name} bm25/best!", InList(relative, important)
    yield f"{name} length", lambda: fits.length[part]
    lengths = match.lengths[part]
    yield f"{name} density", lambda: (match.counts[part] @ asked.rarity) / np.maximum(lengths, 1)
    yield f"{name} terms", lambda: fits.terms[part]


def of_title(it: Candidates) -> Iterator[Column]:
    """How much of the title itself the question covers."""
    match = it.title
    rarity = stream_rarity(it, match.numbers)
    whole = np.bincount(match.owners, rarity, minlength=match.texts)
    covered = np.bincount(match.holders, rarity[match.hits], minlength=match.texts)
    yield "title covered", covered / np.maximum(whole, 1e-6)
    yield "title weight", whole
    left, _ = match.adjacent
    pairs = np.bincount(match.holders[left], minlength=match.texts)
    yield "title pairs covered", pairs / np.maximum(match.sizes - 1, 1)
    last = match.sizes - 1
    yield "title ends", lambda: _hits_of(match, match.positions == last[match.holders])
    yield "title begins", lambda: _hits_of(match, match.positions == 0)


def _hits_of(match: Match, which: npt.NDArray[np.bool_]) -> npt.NDArray[np.generic]:
    """How many of these hits each text has."""
    return np.bincount(match.holders, which, minlength=match.texts)


def of_name(it: Candidates) -> Iterator[Column]:
    """The question in the name of the document."""
    match, of = it.name, it.groups[1]
    fits, part, question = it.fits, it.names, it.question
    rarity = stream_rarity(it, match.numbers)
    whole = np.bincount(match.owners, rarity, minlength=match.texts)
    covered = np.bincount(match.holders, rarity[match.hits], minlength=match.texts)
    yield "name covers", lambda: (fits.held[part] @ question.share)[of]
    yield "name covers pairs", lambda: (fits.pairs_held[part] @ question.pair_share)[of]
    yield "name run", lambda: fits.run[part][of]
    yield "name covered", (covered / np.maximum(whole, 1e-6))[of]
    yield "name length", match.lengths[of]
    yield "name bm25", lambda: (fits.saturated[part] @ question.rarity)[of]


def of_parts_together(it: Candidates) -> Iterator[Column]:
    """What title, body and name cover together, and the heaviest term that they miss."""
    yield from _together(it, "", it.question.rarity, it.question.share)
    yield from _together(it, "!", it.question.importance, it.question.important_share)


def _together(it: Candidates, mark: str, weights: Scores, share: Scores) -> Iterator[Column]:
    title, body, name = it.title.held, it.body.held, it.name.held[it.groups[1]]
    unexplained = ~name * share
    rest = np.maximum(unexplained.sum(1), 1e-6)
    yield f"title+name cover{mark}", lambda: (title | name) @ share
    yield f"title+body cover{mark}", lambda: (title | body) @ share
    yield f"all cover{mark}", lambda: (title | body | name) @ share
    yield f"title+body miss{mark}", lambda: (~(title | body) * weights).max(1, initial=0)
    yield f"all miss{mark}", lambda: (~(title | body | name) * weights).max(1, initial=0)
    yield f"title covers rest{mark}", lambda: (title * unexplained).sum(1) / rest
    yield f"body covers rest{mark}", lambda: (body * unexplained).sum(1) / rest


def of_pairs_together(it: Candidates) -> Iterator[Column]:
    """What title, body and name cover together of the question's pairs."""
    yield from _pairs_together(it, "", it.question.pair_share)
    yield from _pairs_together(it, "!", it.question.important_pair_share)


def _pairs_together(it: Candidates, mark: str, share: Scores) -> Iterator[Column]:
    title, body = it.title.pairs_held, it.body.pairs_held
    name = it.name.pairs_held[it.groups[1]]
    yield f"all cover pairs{mark}", lambda: (title | body | name) @ share
    yield f"title+name cover pairs{mark}", lambda: (title | name) @ share


def of_beginning(it: Candidates) -> Iterator[Column]:
    """How much of the question the first words of the body cover."""
    yield "body begins", lambda: _held_early(it.body) @ it.question.share


def _held_early(match: Match) -> Scores:
    """Which text holds which term at its beginning, 1 or 0, shape (texts, terms)."""
    early = match.positions < _EARLY
    held = np.zeros((match.texts, match.question.terms), dtype=np.float32)
    held[match.holders[early], match.terms[early]] = 1
    return held


def of_traits(it: Candidates) -> Iterator[Column]:
    """What kind of text it is."""
    traits, heading = it.texts.traits, it.texts.traits.heading[it.rows]
    yield "kind", traits.kind[it.documents]
    yield "role", traits.role[it.documents]
    yield "article number", traits.number[it.rows]
    yield "document size", traits.size[it.documents]
    yield "place in document", traits.place[it.rows]
    yield "explains words", (heading >> EXPLAINS_WORDS) & 1


def of_question(it: Candidates) -> Iterator[Column]:
    """What kind of question it is, and whether the heading fits."""
    asked = it.question
    fits = it.texts.traits.heading[it.rows] & np.uint16(it.kinds)
    yield "heading fits", np.bitwise_count(fits)
    yield "question terms", float(asked.terms)
    yield "question weight", float(asked.rarity.sum())
    yield "question accented", float(asked.accented)


def of_passages(it: Candidates) -> Iterator[Column]:
    """The best line and point, alone and together with the title and the name."""
    found = passages(it.body, it.texts.lines, it.rows)
    title = it.title.all_held
    named = title | it.name.all_held[it.groups[1]]
    beside = title[found.owners], named[found.owners]
    held = [
        one
        for level in (found.line, found.point)
        for one in (level, level | beside[0], level | beside[1])
    ]
    share = it.question.important_shares
    weights = (np.concatenate(held, dtype=np.float32) @ share).reshape(len(held), -1)
    best = found.highest(weights)
    texts = title @ share, named @ share
    for level, (alone, titled, whole) in zip(("line", "point"), (best[:3], best[3:]), strict=True):
        yield from _weighing(level, alone)
        yield from _weighing(f"{level}+title", np.maximum(titled, texts[0]))
        yield from _weighing(f"{level}+title+name", np.maximum(whole, texts[1]))
    yield from _best_line(it, found, weights[0], best[0])


def _weighing(name: str, best: Scores) -> Iterator[Column]:
    yield name, best
    yield f"behind best {name}", InList(behind, best)
    yield f"{name} rank", InList(places, best)


def _best_line(
    it: Candidates, found: Passages, weight: Scores, highest_weight: Scores
) -> Iterator[Column]:
    """Of the best line of each candidate: its lead over the second, its place, its length."""
    texts = len(it.rows)
    best = np.full(texts, -1, dtype=np.int64)
    heaviest = (weight == highest_weight[found.owners]).nonzero()[0]
    best[found.owners[heaviest]] = heaviest  # of several the last
    has = best >= 0
    others = weight.copy()
    others[best[has]] = 0
    second = found.highest(others)
    yield "line lead", np.where(has, weight[best], 0) - second if len(weight) else 0.0
    yield "line place", np.where(has, best - found.begins, -1)
    yield "line length", np.where(has, np.log1p(found.sizes[best]), 0) if len(weight) else 0.0
    yield "lines", np.log1p(np.bincount(found.owners, minlength=texts))
