"""People, their tags and the account itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Response

from bot.simulator.api.gate import data_parameter, guard, page_of, success
from bot.simulator.current import json_object, simulation
from bot.simulator.errors import ApiError, invalid
from bot.simulator.state import Person

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
LAST_OFFSET = 9951
_PERIOD_DAYS = {"TODAY": (0, 0), "YESTERDAY": (1, 1), "L7D": (6, 0), "L30D": (29, 0)}

users = Blueprint("users", __name__)
guard(users)


@users.get("/v3.0/oa/user/detail")
def detail() -> Response:
    """What the account may know of a person; -213 when there is no relation."""
    person = _known(data_parameter().get("user_id"))
    last = person.last_interaction_ms
    return success(
        {
            "user_id": person.user_id,
            "user_id_by_app": person.user_id_by_app,
            "user_external_id": "",
            "display_name": person.name,
            "user_alias": person.name,
            "is_sensitive": False,
            "user_last_interaction_date": _day(last).strftime("%d/%m/%Y") if last else "",
            "user_is_follower": person.follower,
            "avatar": "",
            "avatars": {"120": "", "240": ""},
            "dynamic_param": "",
            "tags_and_notes_info": {"notes": [], "tag_names": list(person.tags)},
            "shared_info": {},
        }
    )


@users.get("/v3.0/oa/user/getlist")
def getlist() -> Response:
    """Ids of people, by tag, last interaction and whether they follow; at most 50 a call."""
    data = data_parameter()
    offset, count = page_of(data, default=50, most=50)
    if offset > LAST_OFFSET:
        raise invalid("offset")
    people = [p for p in simulation().world.state.people.values() if _wanted(p, data)]
    page = [{"user_id": p.user_id} for p in people[offset : offset + count]]
    found = {"total": len(people), "count": len(page), "offset": offset, "users": page}
    return success(found)


@users.get("/v2.0/oa/getoa")
def getoa() -> Response:
    """The account itself."""
    here = simulation()
    followers = sum(p.follower for p in here.world.state.people.values())
    return success(
        {
            "oa_id": here.options.oa_id,
            "name": here.options.oa_name,
            "description": "",
            "oa_alias": "",
            "is_verified": True,
            "oa_type": 4,
            "cate_name": "",
            "num_follower": followers,
            "avatar": "",
            "cover": "",
            "package_name": here.options.package,
            "package_valid_through_date": (here.clock.now() + timedelta(days=30)).strftime(
                "%d/%m/%Y"
            ),
        }
    )


@users.post("/v2.0/oa/tag/tagfollower")
def tag() -> Response:
    """Put a tag on a person; the tag need not exist before."""
    person, name = _person_and_tag()
    if name not in person.tags:
        person.tags.append(name)
    return success()


@users.post("/v2.0/oa/tag/rmfollowerfromtag")
def untag() -> Response:
    """Take a tag off a person."""
    person, name = _person_and_tag()
    if name in person.tags:
        person.tags.remove(name)
    return success()


@users.post("/v2.0/oa/tag/rmtag")
def remove_tag() -> Response:
    """Take a tag off everybody."""
    name = json_object().get("tag_name")
    if not isinstance(name, str) or not name:
        raise invalid("tag_name")
    for person in simulation().world.state.people.values():
        if name in person.tags:
            person.tags.remove(name)
    return success()


@users.get("/v2.0/oa/tag/gettagsofoa")
def tags() -> Response:
    """All tags in use."""
    people = simulation().world.state.people.values()
    return success(sorted({name for person in people for name in person.tags}))


def _person_and_tag() -> tuple[Person, str]:
    body = json_object()
    name = body.get("tag_name")
    if not isinstance(name, str) or not name:
        raise invalid("tag_name")
    return _known(body.get("user_id")), name


def _known(user_id: object) -> Person:
    person = simulation().world.person_with_id(str(user_id or ""))
    if person is None or not (person.follower or person.last_interaction_ms):
        raise ApiError(-213, "User is not a follower of the OA")
    return person


def _wanted(person: Person, data: dict[str, Any]) -> bool:
    if person.anonymous or not (person.follower or person.last_interaction_ms):
        return False
    if "is_follower" in data and data["is_follower"] != str(person.follower).lower():
        return False
    if "tag_name" in data and data["tag_name"] not in person.tags:
        return False
    period = data.get("last_interaction_period")
    return period is None or _interacted_within(person, str(period))


def _interacted_within(person: Person, period: str) -> bool:
    first, last = _period(period)
    return bool(person.last_interaction_ms) and first <= _day(person.last_interaction_ms) <= last


def _period(period: str) -> tuple[datetime, datetime]:
    today = _day(simulation().clock.now_ms())
    if period in _PERIOD_DAYS:
        far, near = _PERIOD_DAYS[period]
        return today - timedelta(days=far), today - timedelta(days=near)
    try:
        ends = [datetime.strptime(day, "%Y_%m_%d") for day in period.split(":")]  # noqa: DTZ007
        first, last = ends
    except ValueError:
        raise invalid("last_interaction_period") from None
    return first.replace(tzinfo=VIETNAM), last.replace(tzinfo=VIETNAM)


def _day(milliseconds: int) -> datetime:
    moment = datetime.fromtimestamp(milliseconds / 1000, UTC).astimezone(VIETNAM)
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)
