"""What is published is what accounts answer from, in this process and in others."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from redis import Redis

from bot import keys
from bot.errors import StateUnavailable
from bot.faq import live as module
from bot.faq import shelf
from bot.faq.content import FaqContent
from bot.faq.life_cycle import FaqLifeCycle
from bot.faq.live import LiveFaqs, bell
from bot.state import open_redis
from bot.store import Database, open_store
from bot.store.faqs import FaqRepository
from handlers.found import CARD_SURE
from knowledge.day import today
from knowledge.search import Library
from tests.bot.faq.conftest import CONTENT, NOW, OA, OTHER_OA, Office
from tests.waiting import until

PITCH = FaqContent("Thuê sân bóng của phường thế nào?", "Chị đến nhà văn hóa đăng ký.")
CAMERA = FaqContent("Xem lại camera an ninh ở đâu?", "Chị hỏi công an phường.")
FAR_AWAY = "postgresql://nobody@127.0.0.1:1/nothing?connect_timeout=1"


def answer(library: Library, text: str) -> str:
    """The answer of the FAQ that surely answers, '' where none does."""
    hits = library.match_cards(text, limit=1, as_of=today(NOW))
    sure = (hit for hit in hits if hit.card.kind == "faq" and hit.confidence >= CARD_SURE)
    return next((hit.card.answer for hit in sure), "")


@pytest.fixture
def live(office: Office, redis: Redis) -> Iterator[LiveFaqs]:
    faqs = LiveFaqs(lambda: office.library, office.faqs, redis)
    office.life = FaqLifeCycle(
        office.database, lambda oa_id: office.library, bell(redis), office.clock
    )
    yield faqs
    faqs.close()


def test_the_first_call_has_what_is_published(office: Office, live: LiveFaqs) -> None:
    office.published()
    office.life.draft(OA, PITCH, office.lan)
    assert answer(live(OA), CONTENT.question) == CONTENT.answer
    assert answer(live(OA), PITCH.question) == ""
    assert live(OA) is live(OA)


def test_what_changes_is_followed(office: Office, live: LiveFaqs) -> None:
    before = live(OA)
    assert before is office.library
    number = office.published()
    until(lambda: answer(live(OA), CONTENT.question) == CONTENT.answer)
    changed = replace(CONTENT, answer="Nhà văn hóa mở cửa cả tuần.")
    office.allow_self_approval()
    office.life.draft_many(OA, [changed], office.lan, publish=True, replacing=[(number, 1)])
    until(lambda: answer(live(OA), CONTENT.question) == changed.answer)
    office.life.roll_back(number, 1, office.hoa, "sai")
    until(lambda: answer(live(OA), CONTENT.question) == CONTENT.answer)
    office.life.unpublish(number, office.hoa, "sai")
    until(lambda: answer(live(OA), CONTENT.question) == "")
    assert answer(before, CONTENT.question) == ""


def test_without_a_bell_sql_is_asked(office: Office) -> None:
    gone = Redis(port=1, socket_connect_timeout=0.1)
    live = LiveFaqs(lambda: office.library, office.faqs, gone)
    live(OA)
    office.published()
    until(lambda: answer(live(OA), CONTENT.question) == CONTENT.answer)
    live.close()
    bell(gone)(5)


def test_nobody_follows_what_nobody_holds(office: Office) -> None:
    """A library that is dropped without ``close`` does not go on asking a database."""
    held = LiveFaqs(lambda: office.library, office.faqs)
    held(OA)
    thread = held._thread
    assert thread is not None
    assert thread.is_alive()
    del held
    gc.collect()
    until(lambda: not thread.is_alive())


def test_the_bell_is_the_release(office: Office, live: LiveFaqs, redis: Redis) -> None:
    office.published()
    assert redis.get(keys.faq_release()) == b"1"
    redis.set(keys.faq_release(), 99)
    assert answer(live(OA), CONTENT.question) == CONTENT.answer
    number = office.published(PITCH)
    until(lambda: answer(live(OA), PITCH.question) == PITCH.answer)
    assert live(OA).card(f"faq-{number}") is not None


def test_accounts_see_their_own_and_everybodys(office: Office, live: LiveFaqs) -> None:
    office.published(CONTENT, "")
    office.published(PITCH, OA)
    office.published(CAMERA, OTHER_OA)
    for oa_id, shown in ((OA, [True, True, False]), (OTHER_OA, [True, False, True])):
        found = [bool(answer(live(oa_id), each.question)) for each in (CONTENT, PITCH, CAMERA)]
        assert found == shown
    assert [bool(answer(live("9"), each.question)) for each in (CONTENT, PITCH)] == [True, False]


def test_it_stops_on_its_day_by_itself(office: Office, live: LiveFaqs) -> None:
    office.published(replace(CONTENT, expires_on=today(NOW) + timedelta(days=1)))
    assert answer(live(OA), CONTENT.question)
    tomorrow = today(NOW) + timedelta(days=1)
    hits = live(OA).match_cards(CONTENT.question, as_of=tomorrow)
    assert all(hit.card.kind != "faq" for hit in hits)


def test_another_library_below(office: Office, live: LiveFaqs, redis: Redis) -> None:
    office.published()
    library = [office.library]
    following = LiveFaqs(lambda: library[0], office.faqs, redis)
    assert answer(following(OA), CONTENT.question)
    library[0] = other = Library.open(office.library.folder)
    assert answer(following(OA), CONTENT.question)
    assert following(OA).card_index is other.card_index
    following.refresh()
    assert answer(following(OA), CONTENT.question)
    following.close()


def test_the_database_away_leaves_what_is_there(
    office: Office, live: LiveFaqs, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.published()
    live(OA)
    away = Database(FAR_AWAY)
    monkeypatch.setattr(live, "_faqs", FaqRepository(away))
    with pytest.raises(StateUnavailable):
        live.refresh()
    assert answer(live(OA), CONTENT.question) == CONTENT.answer
    nothing = LiveFaqs(lambda: office.library, FaqRepository(away))
    assert nothing(OA) is office.library
    nothing.close()


def test_a_library_that_cannot_be_read_is_given_as_it_is(office: Office, redis: Redis) -> None:
    from bot.assembly import AbsentLibrary
    from knowledge.errors import SnapshotError

    office.published()
    absent = AbsentLibrary(SnapshotError("no library"))
    live = LiveFaqs(lambda: absent, office.faqs, redis)  # type: ignore[arg-type, return-value]
    assert live(OA) is absent
    live.close()


def test_a_forked_process_goes_on_by_itself(office: Office, url: str, redis_url: str) -> None:
    store = open_store(url)
    live = LiveFaqs(lambda: office.library, FaqRepository(store), open_redis(redis_url, 5))
    office.published()
    live(OA)
    ready, go = os.pipe()
    child = os.fork()
    if not child:
        try:
            live(OA)
            os.write(go, b"1")
            until(lambda: answer(live(OA), PITCH.question) == PITCH.answer)
            os._exit(0)
        finally:
            os._exit(1)
    assert os.read(ready, 1) == b"1"
    office.published(PITCH)
    assert os.waitpid(child, 0)[1] == 0
    live.close()
    store.close()


def test_one_more_among_many_compiles_few(
    office: Office, live: LiveFaqs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "SMALL", 3)
    office.allow_self_approval()
    many = [
        FaqContent(f"Tổ dân phố số {n} họp ở đâu?", f"Tổ {n} họp ở nhà văn hóa {n}.")
        for n in range(12)
    ]
    made = office.life.draft_many(OA, many, office.lan, publish=True)
    live.refresh()
    sizes = []
    for n in range(12, 18):
        new = FaqContent(f"Tổ dân phố số {n} họp ở đâu?", f"Tổ {n} họp ở nhà văn hóa {n}.")
        office.life.draft_many(OA, [new], office.lan, publish=True)
        live.refresh()
        layers = live._state.shelves[OA].layers
        sizes.append([len(layer.cards) for layer in layers])
        assert answer(live(OA), new.question) == new.answer
    assert sizes == [[12, 1], [12, 2], [12, 3], [16], [16, 1], [16, 2]]
    for faq in made[:5]:
        office.life.unpublish(faq.id, office.lan, "")
        live.refresh()
    for n, faq in enumerate(made):
        assert (answer(live(OA), faq.content.question) == faq.content.answer) is (n >= 5)
    assert sum(int(each.kept.sum()) for each in live._state.shelves[OA].layers) == 13
    assert module.EVERYBODY not in live._state.shelves
