"""Cards that join a library: they answer their own questions, and change nothing else."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.documents import Card
from knowledge.index import card_layers
from knowledge.index.card_layers import TYPED_CHANCE, CardLayer
from knowledge.search import CardHit, Library
from knowledge.snapshot import build
from knowledge.text.fold import fold
from tests.bench.card_samples import cards
from tests.knowledge.samples import batch

DAY = date(2026, 11, 23)


def faq(name: str, question: str, *variants: str, **changes: object) -> Card:
    fields: dict[str, object] = {
        "id": f"faq-{name}",
        "kind": "faq",
        "topic": "",
        "title": question,
        "questions": variants,
        "answer": "Chị đến nhà văn hóa phường.",
        "citations": (),
        "checked_on": DAY,
        "checked_against": "Phường thử",
    }
    return Card(**(fields | changes))  # type: ignore[arg-type]


HALL = faq("hall", "Nhà văn hóa phường mở cửa lúc nào?", "may gio nha van hoa mo cua")
PITCH = faq("pitch", "Thuê sân bóng của phường thế nào?")


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Our cards as they ship, without their laws."""
    folder: Path = tmp_path_factory.mktemp("ours") / "snapshot"
    shipped = batch()
    shipped.cards[:] = cards()
    build(folder, shipped, cache=None, progress=False)
    return Library.open(folder)


@pytest.fixture(scope="module")
def with_hall(ours: Library) -> Library:
    return ours.with_cards([HALL, PITCH])


def found(library: Library, text: str, day: date = DAY) -> list[CardHit]:
    return library.match_cards(text, as_of=day)


def likely(library: Library, text: str) -> dict[str, float]:
    return {hit.card.id: hit.confidence for hit in found(library, text)}


def test_without_added_cards_nothing_changes(ours: Library) -> None:
    same = ours.with_cards([])
    for card in ours.cards()[::8]:
        assert found(same, card.title) == found(ours, card.title)


def test_added_cards_take_no_question_from_ours(ours: Library, with_hall: Library) -> None:
    for card in ours.cards()[::4]:
        before, after = likely(ours, card.title), likely(with_hall, card.title)
        assert after == pytest.approx(before, abs=0.002), card.id


@pytest.mark.parametrize(
    "question",
    [
        "Nhà văn hóa phường mở cửa lúc nào?",
        "nha van hoa phuong mo cua luc nao",
        "mấy giờ nhà văn hóa mở cửa",
        "dạ cho em hỏi nhà văn hóa phường mở cửa lúc nào ạ",
    ],
)
def test_its_own_question_finds_it(with_hall: Library, question: str) -> None:
    best = found(with_hall, question)[0]
    assert best.card == HALL
    assert best.confidence >= TYPED_CHANCE


def test_other_words_find_it_too_if_they_mean_it(with_hall: Library) -> None:
    assert found(with_hall, "phường mình cho thuê sân bóng không")[0].card == PITCH
    assert found(with_hall, "thủ tục ly hôn thuận tình")[0].card.kind != "faq"
    assert all(hit.confidence < 0.1 for hit in found(with_hall, "mấy giờ rồi chị"))


def test_a_question_of_ours_that_a_ward_answers_itself(ours: Library) -> None:
    asked = ours.cards()[::10]
    added = ours.with_cards([faq(str(n), card.title) for n, card in enumerate(asked)])
    for card in asked:
        for typed in (card.title, fold(card.title)):
            best = found(added, typed)[0]
            assert (best.card.kind, best.card.title) == ("faq", card.title)
            assert best.confidence >= TYPED_CHANCE


def test_common_words_stay_common_however_few_cards_are_added(ours: Library) -> None:
    added = ours.with_cards([faq("a", "Không được thì làm thế nào?"), HALL])
    said = likely(added, "con không được đi học thì làm thế nào")
    assert said.get("faq-a", 0.0) < 0.25


def test_it_ends_by_the_day(ours: Library) -> None:
    ending = faq("end", HALL.title, expires=DAY + timedelta(days=1))
    added = ours.with_cards([ending])
    assert found(added, HALL.title)[0].card == ending
    after = found(added, HALL.title, DAY + timedelta(days=1))
    before = found(ours, HALL.title, DAY + timedelta(days=1))
    assert [hit.card for hit in after] == [hit.card for hit in before]


def test_it_can_be_looked_up_but_is_none_of_our_own(ours: Library, with_hall: Library) -> None:
    assert with_hall.card("faq-hall") == HALL
    assert ours.card("faq-hall") is None
    assert with_hall.cards() == ours.cards()
    assert with_hall.speaks_for_us("ly hôn") == ours.speaks_for_us("ly hôn")


def test_layer_over_layer_is_as_good_as_one(ours: Library) -> None:
    first = CardLayer.of([HALL], [ours.card_index])
    second = CardLayer.of([PITCH], [ours.card_index, first.index])
    apart = ours.with_layers([first, second])
    merged = ours.with_layers([CardLayer.merged([first, second], [ours.card_index])])
    at_once = ours.with_cards([HALL, PITCH])
    for text in (HALL.title, PITCH.title, "sân bóng mở cửa mấy giờ"):
        assert found(merged, text) == found(at_once, text)
        assert likely(apart, text) == pytest.approx(likely(at_once, text), abs=0.01)


def test_taken_out_is_not_found_any_more(ours: Library) -> None:
    layer = CardLayer.of([HALL, PITCH], [ours.card_index])
    left = layer.without(frozenset({"faq-hall"}))
    fewer = ours.with_layers([left])
    assert found(fewer, HALL.title)[0].card != HALL
    assert fewer.card("faq-hall") is None
    assert found(fewer, PITCH.title)[0].card == PITCH
    assert found(ours.with_layers([layer]), HALL.title)[0].card == HALL
    merged = CardLayer.merged([left], [ours.card_index])
    assert merged.cards == (PITCH,)


def test_of_very_many_the_closest_are_looked_at(
    ours: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = "em muốn hỏi một chuyện " * 6 + HALL.title
    many = [faq(str(n), f"Tổ dân phố số {n} họp ở nhà văn hóa nào?") for n in range(60)]
    added = ours.with_cards([*many, HALL, PITCH])
    whole = [hit.card.id for hit in found(added, story)]
    monkeypatch.setattr(card_layers, "CLOSEST", 10)
    assert [hit.card.id for hit in found(added, story)] == whole
    assert found(added, PITCH.title)[0].card == PITCH


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=80))
def test_any_text_may_be_asked(with_hall: Library, text: str) -> None:
    hits = found(with_hall, text)
    assert sum(hit.score for hit in hits) <= 1 + 1e-9
    assert all(0 <= hit.confidence <= 1 for hit in hits)
