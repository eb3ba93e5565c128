"""Cards that rest on the same clause are kin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from knowledge.documents import Card, Citation
from knowledge.index.card_kin import MOST_HOLDERS, kin
from knowledge.index.cards import CardIndex, compile_cards
from tests.knowledge.samples import CARDS

HERE, THERE = Citation("52/2014/QH13", "81", "2"), Citation("52/2014/QH13", "81", "3")


def citing(places: Sequence[Citation]) -> list[Card]:
    return [replace(CARDS[0], id=f"card-{n}", citations=(at,)) for n, at in enumerate(places)]


def test_the_same_clause_makes_kin_another_clause_of_the_article_does_not() -> None:
    related = kin(citing([HERE, THERE, HERE]))
    assert related.tolist() == [[True, False, True], [False, True, False], [True, False, True]]


def test_a_clause_that_many_cards_cite_makes_no_kin() -> None:
    assert kin(citing([HERE] * MOST_HOLDERS)).all()
    crowd = kin(citing([HERE] * (MOST_HOLDERS + 1)))
    assert (crowd == np.eye(MOST_HOLDERS + 1, dtype=bool)).all()


def test_the_chances_of_kin_add_up(tmp_path: Path) -> None:
    compile_cards(tmp_path, CARDS)
    alone = CardIndex.open(tmp_path)
    together = CardIndex.open(tmp_path, np.ones((len(CARDS), len(CARDS)), dtype=bool))
    asked = CARDS[0].questions[0]
    single, summed = alone.match(asked, 3), together.match(asked, 3)
    assert summed.places.tolist() == single.places.tolist()
    assert np.allclose(summed.chances, single.chances.sum())
