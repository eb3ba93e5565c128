from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.broadcast.content import InvalidBroadcast
from bot.broadcast.life_cycle import BroadcastLifeCycle, NeedsSecondPerson, UnfitTime, Ways
from bot.broadcast.sending import NoAttachments
from bot.broadcast.states import (
    BROADCAST,
    BROADCAST_NAMES,
    RECIPIENT,
    RECIPIENT_NAMES,
    AlreadyBegun,
    WrongBroadcastState,
)
from bot.broadcast.versions import ChangedMeanwhile, version_of
from bot.faq.life_cycle import Operator
from bot.staff.account_settings import AccountSettings
from bot.store import AuditRepository
from bot.store.broadcast_models import AttachmentKind, BroadcastState, RecipientKind, RecipientState
from bot.store.broadcast_records import Audience, Broadcast, BroadcastContent
from bot.zalo.client import ZaloClient
from bot.zalo.errors import AttachmentExpired
from tests.bot.broadcast.town import OA, SECOND, WORDS, WRITER, Town


def test_every_state_has_its_line_in_the_tables():
    assert set(BROADCAST) == set(BROADCAST_NAMES) == set(BroadcastState)
    assert set(RECIPIENT) == set(RECIPIENT_NAMES) == set(RecipientState)


def test_a_second_person_approves(town: Town):
    made = town.life.draft(OA, WORDS, Audience(), WRITER)
    town.life.check(made.id, WRITER)
    with pytest.raises(NeedsSecondPerson):
        town.life.approve(made.id, WRITER)
    assert town.broadcasts.get(made.id).state is BroadcastState.CHECKED
    assert not town.life.approve(made.id, SECOND).self_approved


def test_an_account_may_let_one_person_do_it_and_the_log_says_so(town: Town):
    town.settings = AccountSettings(broadcast_self_approval=True)
    for by in (WRITER, Operator()):
        made = town.life.draft(OA, WORDS, Audience(), by)
        town.life.check(made.id, by)
        assert town.life.approve(made.id, by).self_approved
    log = [entry.action for entry in AuditRepository(town.database).latest()]
    assert log.count("broadcast_self_approved") == 2


def test_whoever_changes_it_makes_it_a_draft_of_hers(town: Town):
    made = town.scheduled()
    changed = town.life.edit(made.id, BroadcastContent("Khác", "Lời khác."), Audience(), SECOND)
    assert (changed.state, changed.written_by) == (BroadcastState.DRAFT, SECOND.id)
    assert changed.scheduled_for is None
    town.life.check(made.id, SECOND)
    with pytest.raises(NeedsSecondPerson):
        town.life.approve(made.id, SECOND)


def test_what_stopped_before_it_began_is_mended_and_approved_again(town: Town):
    town.person("1")
    made = town.scheduled()
    town.stop(made, "law_not_in_force")
    changed = town.life.edit(made.id, BroadcastContent("Khác", "Lời khác."), Audience(), WRITER)
    assert (changed.state, changed.reason) == (BroadcastState.DRAFT, "")
    assert changed.approved_by is None
    assert town.broadcasts.to_tell() == []
    town.life.check(made.id, WRITER)
    with pytest.raises(NeedsSecondPerson):
        town.life.approve(made.id, WRITER)
    town.life.approve(made.id, SECOND)
    town.life.schedule(made.id, town.clock(), SECOND)
    town.tick()
    assert town.send() == 1
    assert town.phones.arrived["1"][0].text.startswith("Lời khác.")


def test_what_has_begun_keeps_its_words(town: Town):
    town.person("1")
    made = town.running()
    for state in (BroadcastState.RUNNING, BroadcastState.PAUSED):
        if state is BroadcastState.PAUSED:
            town.stop(made, "content_refused")
        with pytest.raises((WrongBroadcastState, AlreadyBegun)):
            town.life.edit(made.id, BroadcastContent("Khác", "Lời khác."), Audience(), WRITER)
        with pytest.raises((WrongBroadcastState, AlreadyBegun)):
            town.life.send_back(made.id, SECOND)
        assert town.broadcasts.get(made.id).state is state
    with pytest.raises(AlreadyBegun) as refused:
        town.life.edit(made.id, WORDS, Audience(), WRITER)
    assert "hủy tin này rồi soạn tin mới" in refused.value.public_message
    with pytest.raises(WrongBroadcastState):
        town.life.schedule(made.id, town.clock(), SECOND)
    assert town.life.cancel(made.id, WRITER).state is BroadcastState.CANCELLED


OTHER = BroadcastContent("Khác", "Lời khác.")


@dataclass(frozen=True)
class Drawing(NoAttachments):
    """A colleague saves other words while the picture is drawn."""

    meanwhile: Callable[[], object]

    def prepare(self, broadcast: Broadcast) -> list[str]:
        self.meanwhile()
        return []


@pytest.mark.parametrize("act", ["check", "approve", "schedule"])
def test_what_changed_before_the_lock_is_not_what_she_saw(town: Town, act: str):
    made = town.life.draft(OA, WORDS, Audience(), WRITER)
    if act != "check":
        town.life.check(made.id, WRITER)
    if act == "schedule":
        town.life.approve(made.id, SECOND)

    def saved() -> None:
        town.life.edit(made.id, OTHER, Audience(), WRITER)
        town.life.check(made.id, WRITER)

    ways = Ways(lambda _: AccountSettings(), lambda _: town.library, town.clock, Drawing(saved))
    life, seen = BroadcastLifeCycle(town.broadcasts, ways), version_of(made)
    doing: dict[str, Callable[[], Broadcast]] = {
        "check": lambda: life.check(made.id, SECOND, seen=seen),
        "approve": lambda: life.approve(made.id, SECOND, seen=seen),
        "schedule": lambda: life.schedule(made.id, town.clock(), SECOND, seen=seen),
    }
    with pytest.raises(ChangedMeanwhile):
        doing[act]()
    stands = town.broadcasts.get(made.id)
    assert (stands.state, stands.content.title) == (BroadcastState.CHECKED, OTHER.title)
    assert life.approve(made.id, SECOND, seen=version_of(stands)).content.title == OTHER.title


def test_nobody_writes_over_what_she_has_not_seen(town: Town):
    made = town.life.draft(OA, WORDS, Audience(), WRITER)
    seen = version_of(made)
    town.life.edit(made.id, OTHER, Audience(), WRITER, seen=seen)
    with pytest.raises(ChangedMeanwhile):
        town.life.edit(made.id, WORDS, Audience(), SECOND, seen=seen)
    assert town.broadcasts.get(made.id).content.title == OTHER.title


def test_another_audience_or_hour_is_another_version(town: Town):
    made = town.life.draft(OA, WORDS, Audience(), WRITER)
    free = town.life.edit(made.id, WORDS, Audience(free_only=True), WRITER)
    hour = town.clock() + timedelta(hours=1)
    later = town.life.draft(OA, WORDS, Audience(), WRITER, hour)
    kept = town.broadcasts.get(later.id)
    assert len({version_of(each) for each in (made, free, later)}) == 3
    assert version_of(kept) == version_of(later)
    assert version_of(town.life.check(later.id, WRITER)) == version_of(later)


def test_other_words_keep_the_hour_that_was_asked_for(town: Town):
    hour = town.clock() + timedelta(hours=1)
    made = town.life.draft(OA, WORDS, Audience(), WRITER, hour)
    assert town.life.edit(made.id, OTHER, Audience(), SECOND).wished_for == hour


@pytest.mark.parametrize("text", ["", "x" * 1990, "Gọi «số điện thoại»."])
def test_what_cannot_be_sent_is_not_checked(town: Town, text: str):
    made = town.life.draft(OA, BroadcastContent("Tin", text), Audience(), WRITER)
    with pytest.raises(InvalidBroadcast):
        town.life.check(made.id, WRITER)


def test_mentions_are_taken_out(town: Town):
    made = town.life.draft(
        OA, BroadcastContent("Tin", "[@all] Chào [@123]chị."), Audience(), WRITER
    )
    assert made.content.text == "Chào chị."


@pytest.mark.parametrize("hours", [-1, 15, 20])
def test_no_hour_of_the_night_and_none_that_is_over(town: Town, hours: int):
    made = town.life.draft(OA, WORDS, Audience(), WRITER)
    town.life.check(made.id, WRITER)
    town.life.approve(made.id, SECOND)
    with pytest.raises(UnfitTime):
        town.life.schedule(made.id, town.clock() + timedelta(hours=hours), SECOND)


def test_what_runs_into_the_night_goes_on_in_the_morning(town: Town):
    town.person("1")
    made = town.scheduled()
    with town.broadcasts.changing(made.id, "test") as opened:
        opened.row.not_after = town.clock() + timedelta(days=2)
    town.tick()
    town.clock.wind(hours=13)
    assert town.send() == 0
    town.clock.wind(hours=10)
    assert town.send() == 1


class Pictures(NoAttachments):
    """Every upload has another id."""

    def __init__(self) -> None:
        self.uploads = 0

    def upload(self, client: ZaloClient, broadcast: Broadcast) -> str:
        self.uploads += 1
        return f"picture-{self.uploads}"


def test_a_picture_that_expired_is_uploaded_again_once(database):
    pictures = Pictures()
    town = Town(database, pictures)
    for user_id in ("1", "2"):
        town.person(user_id)
    content = BroadcastContent("Tin", "Lời.", attachment=AttachmentKind.PICTURE, attachment_ref="a")
    made = town.running(content)
    town.phones.trouble.append(AttachmentExpired(-100, "attachment_expired"))
    assert town.send(3) == 3
    assert pictures.uploads == 2
    assert town.states(made) == {"sent": 2}


def test_a_test_keeps_no_upload_of_what_is_changed_meanwhile(database):
    pictures = Pictures()
    town = Town(database, pictures)
    town.person("1")
    content = BroadcastContent("Tin", "Lời.", attachment=AttachmentKind.PICTURE, attachment_ref="a")
    made = town.life.draft(OA, content, Audience(), WRITER)
    town.sending.send_to(made, RecipientKind.PERSON, "1")
    assert town.broadcasts.get(made.id).attachment_key == ""


def test_a_picture_that_expires_again_pauses_and_nobody_is_lost(database):
    town = Town(database, Pictures())
    town.person("1")
    content = BroadcastContent("Tin", "Lời.", attachment=AttachmentKind.PICTURE, attachment_ref="a")
    made = town.running(content)
    gone = [AttachmentExpired(-100, "attachment_expired") for _ in range(5)]
    town.phones.trouble.extend(gone)
    town.send(5)
    found = town.broadcasts.get(made.id)
    assert (found.state, found.reason) == (BroadcastState.PAUSED, "attachment_expired")
    assert town.states(made) == {"waiting": 1}
