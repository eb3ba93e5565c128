from __future__ import annotations

from datetime import timedelta

from bot.broadcast.eligibility import REASONS
from bot.broadcast.preview import Previews
from bot.staff.account_settings import AccountSettings
from bot.store.broadcast_models import RecipientKind
from bot.store.broadcast_records import Audience, BroadcastContent
from bot.zalo.answers import GroupInfo
from tests.bot.broadcast.town import OA, WORDS, WRITER, Town


def preview(town: Town, content: BroadcastContent = WORDS, audience: Audience | None = None):
    made = town.life.draft(OA, content, audience or Audience(), WRITER)
    previews = Previews(
        town.audiences, lambda _: town.settings, lambda _: {"9001"}, lambda _: town.library
    )
    return previews.of(made, town.clock())


def test_everybody_stands_in_one_line_and_the_send_agrees(town: Town):
    town.person("1")
    town.person("2", hours_ago=50)
    town.person("3", hours_ago=200)
    town.person("4", wants=None)
    town.person("5")
    town.people.keep_quiet(OA, "5", town.clock() + timedelta(days=90))
    town.person("6")
    town.people.mark_unreachable(OA, "6", "declines_this_kind", None)
    shown = preview(town)
    assert shown.left_out == {
        "would_be_billed": 1, "window_passed": 1, "opted_out": 1, "not_now": 2,
    }  # fmt: skip
    assert (shown.gets, shown.people) == (1, 6)
    assert set(shown.left_out) <= set(REASONS)
    made = town.running()
    town.send(10)
    assert town.states(made)["sent"] == shown.gets


def test_what_would_be_billed_is_counted_where_the_account_allows_it(town: Town):
    town.settings = AccountSettings(broadcast_paid=True)
    town.person("1")
    town.person("2", hours_ago=50)
    shown = preview(town)
    assert (shown.gets, shown.billed) == (2, 1)


def test_topics_and_lately_active_people(town: Town):
    for user_id, hours in (("1", 1), ("2", 1), ("3", 47)):
        town.person(user_id, hours_ago=hours)
    town.audiences.subscribe(OA, "2", ["thai sản"], town.clock())
    content = BroadcastContent("Tin", "Lời.", topic="trẻ em")
    shown = preview(town, content, Audience(active_days=1))
    assert (shown.gets, dict(shown.left_out)) == (1, {"other_topic": 1, "inactive": 1})
    assert town.running(content, Audience(active_days=1)).size == 1


def test_an_account_on_trial_reaches_its_officers_only(town: Town):
    town.settings = AccountSettings(trial_mode=True)
    town.person("1")
    town.person("9001")
    assert preview(town).left_out == {"trial_mode": 1}


def test_an_account_on_trial_reaches_no_group(town: Town):
    town.settings = AccountSettings(trial_mode=True)
    town.phones.history_of_groups = [GroupInfo("g1", "Tổ 1", 9, True)]
    every = Audience(RecipientKind.GROUP, every_group=True)
    made = town.running(audience=every)
    town.send(2)
    assert town.states(made) == {"skipped:trial_mode": 1}
    assert not town.phones.arrived
    assert preview(town, WORDS, every).left_out == {"trial_mode": 1}
