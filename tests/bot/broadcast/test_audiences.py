from __future__ import annotations

from datetime import timedelta

import pytest

from bot.broadcast.preview import Previews
from bot.store.broadcast_models import RecipientKind
from bot.store.broadcast_records import Audience, BroadcastContent
from bot.store.case_records import CaseDraft
from bot.store.cases import CaseRepository
from bot.store.label_models import LabelKind
from bot.store.labels import Labelled, LabelRepository
from bot.zalo.answers import GroupInfo
from tests.bot.broadcast.town import OA, WORDS, WRITER, Town

PERSON, GROUP = RecipientKind.PERSON, RecipientKind.GROUP
GROUPS = Audience(GROUP, every_group=True)


@pytest.fixture
def labels(town: Town) -> LabelRepository:
    return LabelRepository(town.database)


def give(town: Town, labels: LabelRepository, *given: tuple[RecipientKind, str, str, str]) -> None:
    rows = [Labelled(who, each, LabelKind(kind), name) for who, each, kind, name in given]
    labels.put(OA, rows, town.clock())


def preview(town: Town, audience: Audience, content: BroadcastContent = WORDS):
    made = town.life.draft(OA, content, audience, WRITER)
    previews = Previews(
        town.audiences, lambda _: town.settings, lambda _: {"9001"}, lambda _: town.library
    )
    return previews.of(made, town.clock())


def agrees(town: Town, audience: Audience, content: BroadcastContent = WORDS) -> tuple[int, dict]:
    """How many get it and why others do not, once the send was seen to agree."""
    shown = preview(town, audience, content)
    made = town.running(content, audience)
    town.send(30)
    assert town.states(made).get("sent", 0) == shown.gets
    return shown.gets, dict(shown.left_out)


def test_branch_and_tag_are_both_asked_for_and_one_of_several_will_do(
    town: Town, labels: LabelRepository
):
    for user_id in ("1", "2", "3", "4", "5"):
        town.person(user_id)
    give(
        town, labels,
        (PERSON, "1", "branch", "Tổ 5"), (PERSON, "1", "tag", "mới"),
        (PERSON, "2", "branch", "Tổ 6"), (PERSON, "2", "zalo_tag", "VIP"),
        (PERSON, "3", "branch", "Tổ 5"), (PERSON, "4", "tag", "mới"),
    )  # fmt: skip
    chosen = Audience(branches=("Tổ 5", "Tổ 6"), tags=("mới", "VIP"))
    assert agrees(town, chosen) == (2, {"other_tag": 1, "other_branch": 2})


def test_topic_activity_and_branch_together_and_everybody_is_counted_once(
    town: Town, labels: LabelRepository
):
    for user_id, hours in (("1", 1), ("2", 30), ("3", 1), ("4", 1), ("5", 47)):
        town.person(user_id, hours_ago=hours)
    town.person("6", wants=False)
    town.audiences.subscribe(OA, "3", ["thai sản"], town.clock())
    give(town, labels, *((PERSON, each, "branch", "Tổ 5") for each in "1235"))
    content = BroadcastContent("Tin", "Lời.", topic="trẻ em")
    chosen = Audience(active_days=1, branches=("Tổ 5",))
    shown = preview(town, chosen, content)
    assert shown.people == 6
    assert agrees(town, chosen, content) == (
        1, {"inactive": 2, "other_topic": 1, "other_branch": 1, "opted_out": 1},
    )  # fmt: skip


def test_only_who_wrote_within_the_free_window(town: Town):
    town.settings = town.settings.model_copy(update={"broadcast_paid": True})
    town.person("1")
    town.person("2", hours_ago=49)
    assert agrees(town, Audience(free_only=True)) == (1, {"outside_free_window": 1})


def test_whose_free_time_ends_first_gets_it_first_and_who_is_billed_last(town: Town):
    town.settings = town.settings.model_copy(update={"broadcast_paid": True})
    for user_id, hours in (("1", 60), ("2", 1), ("3", 47)):
        town.person(user_id, hours_ago=hours)
    town.running()
    town.send(3)
    assert list(town.phones.arrived) == ["3", "2", "1"]


def test_nobody_with_an_open_case_is_in_an_audience_however_old_it_is(town: Town):
    town.person("1")
    cases = CaseRepository(town.database, "k" * 40)
    long_ago = town.clock() - timedelta(days=200)
    cases.open(CaseDraft(OA, "1", "e1", long_ago, "C3", "child", "duty"), long_ago)
    assert agrees(town, Audience()) == (0, {"not_now": 1})
    assert town.running().size == 0


def test_a_case_that_opens_while_it_runs_takes_her_out(town: Town):
    town.person("1")
    made = town.running()
    draft = CaseDraft(OA, "1", "e1", town.clock(), "C3", "child", "duty")
    CaseRepository(town.database, "k" * 40).open(draft, town.clock())
    town.send()
    assert town.states(made) == {"skipped:not_now": 1}


def test_groups_by_branch_and_a_group_that_is_dead_is_told_beforehand(
    town: Town, labels: LabelRepository
):
    town.phones.history_of_groups = [
        GroupInfo(number, f"Nhóm {number}", 9, number != "3") for number in ("1", "2", "3", "4")
    ]
    town.ticking.sync_groups(OA, town.clock())
    give(town, labels, *((GROUP, each, "branch", "Tổ 5") for each in "123"))
    chosen = Audience(GROUP, branches=("Tổ 5",))
    assert agrees(town, chosen) == (2, {"group_disabled": 1})
    assert sorted(town.phones.arrived) == ["1", "2"]
    assert preview(town, Audience(GROUP, tags=("mới",))).people == 0


def test_a_group_that_zalo_no_longer_tells_of_is_named_so_and_comes_back(town: Town):
    town.audiences.note_group(OA, "1", town.clock(), "Tổ 5", 9)
    town.ticking.sync_groups(OA, town.clock())
    assert preview(town, GROUPS).left_out == {"group_gone": 1}
    town.phones.history_of_groups = [GroupInfo("1", "Tổ 5", 9, True)]
    town.ticking.sync_groups(OA, town.clock())
    assert preview(town, GROUPS).left_out == {}


def test_an_audience_that_was_stored_before_there_were_labels_is_still_read(town: Town):
    made = town.life.draft(OA, WORDS, Audience(), WRITER)
    with town.broadcasts.changing(made.id, "x") as opened:
        opened.row.audience = {
            "kind": "person", "active_days": 3, "groups": [], "every_group": False,
        }  # fmt: skip
    assert town.broadcasts.get(made.id).audience == Audience(active_days=3)
