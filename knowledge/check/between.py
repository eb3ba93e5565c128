"""What is wrong between entries: ids and questions that two share, related cards that are gone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.documents import Card
from knowledge.ingest.batch import Problem
from knowledge.shelf import Shelf
from knowledge.text.fold import fold


def between_entries(shelf: Shelf) -> Iterator[Problem]:
    """Every clash of two cards or of two tips, reported at the later one."""
    yield from _same_ids([(file, card.id) for file, card in shelf.cards], "thẻ")
    yield from _same_ids([(file, tip.id) for file, tip in shelf.tips], "lời nhắc")
    yield from _same_texts(shelf)
    examples = {card.id: card.example for _, card in shelf.cards}
    asked: dict[str, str] = {}
    for file, card in shelf.cards:
        place = f"thẻ {card.id}"
        for why in (*_same_questions(card, asked), *_missing(card, examples)):
            yield Problem(file, place, why)


def _same_ids(filed: list[tuple[str, str]], noun: str) -> Iterator[Problem]:
    known: dict[str, str] = {}
    for file, name in filed:
        if name in known:
            why = f"Trùng id với {noun} ở {known[name]}; hãy đổi id."
            yield Problem(file, f"{noun} {name}", why)
        known.setdefault(name, file)


def _same_texts(shelf: Shelf) -> Iterator[Problem]:
    known: dict[str, str] = {}
    for file, tip in shelf.tips:
        other = known.setdefault(_plain(tip.text), tip.id)
        if other != tip.id:
            yield Problem(file, f"lời nhắc {tip.id}", f"Trùng lời với {other}; hãy bỏ một.")


def _same_questions(card: Card, asked: dict[str, str]) -> Iterator[str]:
    for question in card.questions:
        other = asked.setdefault(_plain(question), card.id)
        if other != card.id:
            yield f"Câu «{question}» đã có ở thẻ {other}; hãy bỏ một câu."


def _missing(card: Card, examples: dict[str, bool]) -> Iterator[str]:
    for related in card.related:
        if related not in examples:
            yield f"Không có thẻ «{related}» ghi ở related."
        elif examples[related] and not card.example:
            yield f"Thẻ «{related}» ghi ở related chỉ là mẫu, không hiện cho người dân."


def _plain(text: str) -> str:
    """A text without accents, case and punctuation, as many people type it."""
    return " ".join(re.findall(r"\w+", fold(text)))
