"""What was read is found again, by other processes too, and never taken for something else."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.faq import readings as module
from bot.faq.cards import as_card
from bot.faq.content import FaqContent
from bot.faq.readings import CardReadings
from bot.store.faq_records import LiveFaq
from knowledge.documents import Card
from knowledge.index.card_texts import CardTexts
from knowledge.index.occurrences import Occurrences
from tests.bot.faq.conftest import NOW

TEMPLATE = as_card(LiveFaq(1, "1001", 1, FaqContent("", ""), NOW))


def cards(*numbers: int) -> list[Card]:
    return [
        replace(
            TEMPLATE,
            id=f"faq-{n}",
            title=f"Tổ dân phố số {n} họp ngày nào?",
            questions=(f"to {n} hop ngay nao", "họp tổ")[: n % 3],
            answer=f"Tổ {n} họp ngày {n} hằng tháng.",
        )
        for n in numbers
    ]


def same(one: CardTexts, other: CardTexts) -> bool:
    def flat(texts: CardTexts) -> list[list[int]]:
        both = ((v.terms, v.lengths) if isinstance(v, Occurrences) else (v,) for v in texts)
        return [array.tolist() for arrays in both for array in arrays]

    return flat(one) == flat(other)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(module, "WORTH_KEEPING", 2)
    return tmp_path / "faqs" / "readings.npz"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The cards that were really read."""
    seen: list[str] = []
    honest = CardTexts.of

    def reading(wanted: Sequence[Card]) -> CardTexts:
        seen.extend(card.id for card in wanted)
        return honest(wanted)

    monkeypatch.setattr(CardTexts, "of", reading)
    return seen


def test_they_are_read_once_whatever_their_order(file: Path, read: list[str]) -> None:
    expected = CardTexts.of(cards(7, 3, 1, 3))
    read.clear()
    CardReadings(file)(cards(1, 2, 3))
    assert read == ["faq-1", "faq-2", "faq-3"]
    assert same(CardReadings(file)(cards(7, 3, 1, 3)), expected)
    assert read[3:] == ["faq-7"]
    assert same(CardReadings(file)(cards(7, 3, 1, 3)), expected)
    assert len(read) == 4


def test_who_says_something_else_is_read_anew(file: Path, read: list[str]) -> None:
    CardReadings(file)(cards(1, 2))
    changed = [replace(each, answer="Chưa có lịch họp.") for each in cards(1, 2)]
    assert same(CardReadings(file)(changed), CardTexts.of(changed))
    assert read[2:4] == ["faq-1", "faq-2"]


def test_few_do_not_need_the_file(file: Path) -> None:
    CardReadings(file)(cards(1))
    assert not file.exists()


def test_another_reader_reads_all_anew(
    file: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    CardReadings(file)(cards(1, 2))
    monkeypatch.setattr(module, "reader", lambda: b"another program.")
    CardReadings(file)(cards(1, 2))
    assert read == ["faq-1", "faq-2"] * 2


@pytest.mark.parametrize("harm", [b"", b"nonsense", None])
def test_damage_costs_only_time(file: Path, read: list[str], harm: bytes | None) -> None:
    expected = CardTexts.of(cards(1, 2))
    CardReadings(file)(cards(1, 2))
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2] if harm is None else harm)
    read.clear()
    for _ in range(2):
        assert same(CardReadings(file)(cards(1, 2)), expected)
    assert read == ["faq-1", "faq-2"]


def test_the_oldest_are_left_out(
    file: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_KEPT", 3)
    CardReadings(file)(cards(1, 2, 3))
    CardReadings(file)(cards(1, 4))
    with np.load(file) as stored:
        assert len(stored["digests"]) == 3
    read.clear()
    CardReadings(file)(cards(1, 4))
    assert read == []


def test_where_nothing_can_be_kept_they_are_read(tmp_path: Path) -> None:
    in_the_way = tmp_path / "faqs"
    in_the_way.write_text("")
    many = cards(*range(module.WORTH_KEEPING))
    assert same(CardReadings(in_the_way / "readings.npz")(many), CardTexts.of(many))


def test_a_second_process_waits_and_finds_them_read(file: Path, read: list[str]) -> None:
    readings, (ready, go) = CardReadings(file), os.pipe()
    with readings._alone():
        child = os.fork()
        if not child:
            try:
                os.write(go, b"1")
                found = readings(cards(1, 2))
                os._exit(0 if len(found.sizes) == 2 and not read else 1)
            finally:
                os._exit(2)
        assert os.read(ready, 1) == b"1"
        readings._read(cards(1, 2))
    assert os.waitpid(child, 0)[1] == 0
