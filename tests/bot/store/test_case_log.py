"""The chain of a log, with made-up histories and made-up tampering."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, delete, update
from sqlalchemy.orm import Session

from bot.store.case_log import CaseLog
from bot.store.case_models import CaseLogRow, CaseRow, CaseState
from bot.store.models import OaStatus, OfficialAccountRow
from bot.store.tables import Base

NOW = datetime(2026, 11, 20, 14, 4, tzinfo=UTC)
WORDS = st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=40)
HISTORIES = st.lists(
    st.tuples(st.sampled_from(["news", "looked", "closed"]), WORDS), min_size=1, max_size=8
)


@contextmanager
def written(
    history: list[tuple[str, str]], key: str = "k" * 40
) -> Iterator[tuple[Session, CaseLog, CaseRow]]:
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    log = CaseLog(key)
    with Session(engine) as session:
        session.add(
            OfficialAccountRow(
                oa_id="1", name="A", secret_sealed="", status=OaStatus.ACTIVE, created_at=NOW,
                updated_at=NOW,
            )
        )  # fmt: skip
        case = CaseRow(
            oa_id="1", number=1, event_key="e", severity="C3", category="DV", basis="life",
            state=CaseState.NEW, received_at=NOW, key_sealed=log.new_key(),
        )  # fmt: skip
        log.begin(case)
        session.add(case)
        session.flush()
        for minute, (kind, words) in enumerate(history):
            log.append(session, case, kind, {"words": words}, NOW + timedelta(minutes=minute))
        yield session, log, case
    engine.dispose()


@given(HISTORIES)
def test_what_was_written_is_read_and_the_chain_is_whole(history: list[tuple[str, str]]) -> None:
    with written(history) as (session, log, case):
        assert [(e.kind, e.content["words"]) for e in log.read(session, case)] == history
        assert log.broken(session, case) == ""


@given(HISTORIES, st.data())
def test_any_entry_that_is_changed_removed_or_moved_breaks_it(
    history: list[tuple[str, str]], data: st.DataObject
) -> None:
    place = data.draw(st.integers(1, len(history)))
    here = CaseLogRow.position == place
    tampering = data.draw(
        st.sampled_from(
            [
                delete(CaseLogRow).where(here),
                update(CaseLogRow).where(here).values(kind="other"),
                update(CaseLogRow).where(here).values(at=NOW - timedelta(days=1)),
                update(CaseLogRow).where(here).values(digest="0" * 64),
                update(CaseLogRow).where(here).values(content_sealed="x"),
                update(CaseLogRow).where(here).values(position=99),
            ]
        )
    )
    with written(history) as (session, log, case):
        session.execute(tampering)
        session.expire_all()
        assert log.broken(session, case)


@given(HISTORIES)
def test_without_the_secret_nobody_can_write_a_chain_that_holds(
    history: list[tuple[str, str]],
) -> None:
    with written(history, key="other key that is long enough, too") as (session, _, case):
        assert CaseLog("k" * 40).broken(session, case)


def test_an_event_adds_one_entry_however_often_it_comes() -> None:
    with written([("news", "a")]) as (session, log, case):
        assert log.append(session, case, "news", {}, NOW, "event-1")
        assert not log.append(session, case, "news", {}, NOW, "event-1")
        assert log.append(session, case, "contact", {}, NOW, "event-1")
        assert len(log.read(session, case)) == 3


def test_without_its_key_a_case_says_nothing_any_more() -> None:
    with written([("news", "a")]) as (session, log, case):
        sealed = log.seal(case, "0912345678")
        case.key_sealed = None
        assert (log.open(case, sealed), log.seal(case, "x")) == ("", "")
        assert [entry.content for entry in log.read(session, case)] == [{}]
        assert log.broken(session, case) == ""
