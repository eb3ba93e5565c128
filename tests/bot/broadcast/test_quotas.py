from __future__ import annotations

from typing import Any

import pytest
from redis import Redis

from bot import keys
from bot.broadcast.costs import of_groups, of_people, prices
from bot.broadcast.preview import Previews
from bot.broadcast.quotas import PaidQuota
from bot.broadcast.runner import Runner
from bot.store.broadcast_models import BroadcastState, RecipientKind
from bot.store.broadcast_records import Audience
from bot.zalo.answers import Asset
from bot.zalo.errors import RequestRejected, RetryLater
from tests.bot.broadcast.town import OA, SECOND, WORDS, WRITER, NoLimits, Town


class Package:
    """In the place of ``ZaloClient``: what the account holds, by kind; an error where one is."""

    def __init__(self, **left: Any) -> None:
        self.left, self.asked = left, 0

    def account_quota(self, oa_id: str, kind: str) -> list[Asset]:
        self.asked += 1
        left = self.left.get(kind, RequestRejected(-201, "invalid_parameter"))
        if isinstance(left, Exception):
            raise left
        return [Asset("1", kind, each, None, "") for each in left]


def with_quota(town: Town, redis: Redis, package: Package) -> PaidQuota:
    quota = PaidQuota(redis, package)  # type: ignore[arg-type]
    town.settings = town.settings.model_copy(update={"broadcast_paid": True})
    town.runner = Runner(
        town.ledger, town.broadcasts, town.sending, NoLimits(), lambda _: town.settings,
        lambda _: set(), 1, town.clock, quota=quota,
    )  # fmt: skip
    return quota


def test_what_is_left_is_the_sum_of_what_zalo_tells(redis: Redis):
    package = Package(sub_quota=[5, None], purchase_quota=[3])
    assert PaidQuota(redis, package).left(OA) == 8  # type: ignore[arg-type]
    assert PaidQuota(redis, Package()).left(OA) is None  # type: ignore[arg-type]


def test_nothing_goes_beyond_what_was_told_in_any_process(redis: Redis):
    package = Package(sub_quota=[2])
    here, there = PaidQuota(redis, package), PaidQuota(redis, package)  # type: ignore[arg-type]
    for quota in (here, there):
        quota.ask(OA)
    assert [here.take(OA), there.take(OA), here.take(OA), there.take(OA)] == [
        True,
        True,
        False,
        False,
    ]
    assert package.asked == 3  # once, of each kind


def test_what_was_told_too_long_ago_is_asked_again(redis: Redis):
    package = Package(sub_quota=[2])
    quota = PaidQuota(redis, package)  # type: ignore[arg-type]
    quota.ask(OA)
    redis.delete(keys.paid_left(OA))  # a minute later
    assert quota.take(OA)
    assert not redis.exists(keys.paid_left(OA))
    quota.ask(OA)
    assert quota.take(OA)
    assert redis.pttl(keys.paid_left(OA)) > 0


def test_what_zalo_does_not_tell_stops_nothing(redis: Redis):
    quota = PaidQuota(redis, Package(sub_quota=RetryLater(0, "http_429")))  # type: ignore[arg-type]
    quota.ask(OA)
    assert all(quota.take(OA) for _ in range(5))


def test_free_ones_go_first_and_it_pauses_where_the_package_ends(town: Town, redis: Redis):
    with_quota(town, redis, Package(sub_quota=[1]))
    for user_id, hours in (("1", 50), ("2", 60), ("3", 1), ("4", 2), ("5", 70)):
        town.person(user_id, hours_ago=hours)
    made = town.running()
    town.send(10)
    assert sorted(town.phones.arrived) == ["3", "4", "5"]
    stopped = town.broadcasts.get(made.id)
    assert (stopped.state, stopped.reason) == (BroadcastState.PAUSED, "quota_used_up")
    assert town.states(made) == {"sent": 3, "waiting": 2}


def test_it_goes_on_once_there_is_more(town: Town, redis: Redis):
    package = Package(sub_quota=[0])
    with_quota(town, redis, package)
    town.person("1", hours_ago=50)
    made = town.running()
    town.send(2)
    assert town.states(made) == {"waiting": 1}
    package.left["sub_quota"] = [9]
    redis.flushdb()  # a minute later
    town.life.resume(made.id, SECOND)
    town.send(2)
    assert town.states(made) == {"sent": 1}


def test_the_preview_counts_what_may_be_sent_and_not_rows(town: Town):
    town.settings = town.settings.model_copy(update={"broadcast_paid": True})
    for user_id, hours in (("1", 1), ("2", 50), ("3", 60), ("4", 200)):
        town.person(user_id, hours_ago=hours)
    town.person("5", hours_ago=50, wants=False)
    asked: list[str] = []
    previews = Previews(
        town.audiences, lambda _: town.settings, lambda _: set(), lambda _: town.library,
        quota_left=lambda oa_id: asked.append(oa_id) or 1,  # type: ignore[func-returns-value]
    )  # fmt: skip
    made = town.life.draft(OA, WORDS, Audience(), WRITER)
    cost = previews.of(made, town.clock()).cost
    assert (cost.quota_left, cost.short, asked) == (1, True, [OA])
    assert "Thiếu 1 lượt" in "\n".join(cost.lines)
    groups = town.life.draft(OA, WORDS, Audience(RecipientKind.GROUP, groups=("7",)), WRITER)
    assert previews.of(groups, town.clock()).cost == of_groups(1)


def test_nobody_who_is_free_asks_zalo_for_the_quota(town: Town):
    town.person("1")

    def never(oa_id: str) -> int:
        raise AssertionError(oa_id)

    previews = Previews(
        town.audiences, lambda _: town.settings, lambda _: set(), lambda _: town.library,
        quota_left=never,
    )  # fmt: skip
    made = town.life.draft(OA, WORDS, Audience(), WRITER)
    assert previews.of(made, town.clock()).cost == of_people(1, 0, None)


@pytest.mark.parametrize("left", [None, 0, 9])
def test_a_price_that_nobody_told_is_never_made_up(left: int | None):
    lines = "\n".join(of_people(5, 3, left).lines)
    assert "chưa rõ giá" in lines
    assert "miễn phí" in lines
    assert "đồng" not in lines


def test_every_price_has_its_source_and_its_day():
    for price in prices().values():
        assert price.source
        assert price.as_of.year >= 2026
