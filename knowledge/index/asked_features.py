"""What people would ask whom a candidate answers: how the question fits these lines."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from knowledge.index.candidates import Candidates, Column, InList, behind, places, stream_rarity
from knowledge.index.matching import sizes_between
from knowledge.index.own_features import part
from knowledge.index.passages import highest, lines_of, ranges
from knowledge.index.postings import Scores


def of_asked(it: Candidates) -> Iterator[Column]:
    """How much of the question the line covers, alone and with all else that is known."""
    yield from part("asked", it.asked)
    yield from _together(it, "", it.question.rarity, it.question.share)
    yield from _together(it, "!", it.question.importance, it.question.important_share)


def _together(it: Candidates, mark: str, weights: Scores, share: Scores) -> Iterator[Column]:
    titled = it.asked.held | it.title.held | it.name.held[it.groups[1]]
    everything = titled | it.body.held
    yield f"asked+title+name cover{mark}", lambda: titled @ share
    yield f"asked+all cover{mark}", lambda: everything @ share
    yield f"asked+all miss{mark}", lambda: (~everything * weights).max(1, initial=0)


def of_best_asked(it: Candidates) -> Iterator[Column]:
    """The one question of each candidate's line that is most like the question."""
    places_, owners, begins = ranges(it.texts.asked.offsets, it.rows)
    match = it.asked
    firsts = match.begins[owners] + it.texts.asked.starts[places_]
    which = lines_of(match.hits, firsts)
    held = match.marked(which, len(firsts))
    rarity = stream_rarity(it, match.numbers)
    of_syllable = np.arange(len(firsts)).repeat(sizes_between(firsts, len(match.numbers)))
    whole = np.bincount(of_syllable, rarity, minlength=len(firsts))
    known = np.bincount(which, rarity[match.hits], minlength=len(firsts))
    covered = known / np.maximum(whole, 1e-6)
    covers = held[:, : it.question.terms] @ it.question.share
    important = held.astype(np.float32) @ it.question.important_shares
    both = 2 * covers * covered / np.maximum(covers + covered, 1e-6)
    values = np.array([both, covers, covered, important], dtype=np.float32)
    best = highest(values, begins)
    for name, each in zip(("fits", "covers", "covered", "important"), best, strict=True):
        yield f"best asked {name}", each
    for name, each in (("fits", best[0]), ("important", best[3])):
        yield f"behind best asked {name}", InList(behind, each)
        yield f"best asked {name} rank", InList(places, each)
    yield "asked questions", np.bincount(owners, minlength=len(it.rows))
