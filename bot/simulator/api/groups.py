"""Groups that the account has made: who is in them. GETs take plain query parameters."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request

from bot.simulator.api.gate import guard, page_of, success
from bot.simulator.current import simulation
from bot.simulator.state import Group

groups = Blueprint("groups", __name__, url_prefix="/v3.0/oa/group")
guard(groups)


@groups.get("/getgroup")
def getgroup() -> Response:
    """One group."""
    group = simulation().world.group_with_id(request.args.get("group_id", ""))
    return success({"group_info": _info(group)})


@groups.get("/getgroupsofoa")
def getgroupsofoa() -> Response:
    """The account's groups, five a call unless more are asked for."""
    everyone = list(simulation().world.state.groups.values())
    offset, count = page_of(dict(request.args), default=5, most=50)
    page = [_info(group) for group in everyone[offset : offset + count]]
    total = {"total": len(everyone), "group_count": len(page)}
    return success({"offset": offset, "count": len(page), **total, "groups": page})


@groups.get("/listmember")
def listmember() -> Response:
    """The people in a group."""
    world = simulation().world
    group = world.group_with_id(request.args.get("group_id", ""))
    offset, count = page_of(dict(request.args), default=5, most=50)
    people = [world.person(key) for key in group.members][offset : offset + count]
    members = [{"user_id": p.user_id, "name": p.name, "avatar": ""} for p in people]
    total = {"total": len(group.members), "member_count": len(members)}
    return success({"offset": offset, "count": len(members), **total, "members": members})


def _info(group: Group) -> dict[str, Any]:
    return {
        "group_id": group.group_id,
        "name": group.name,
        "group_description": "",
        "avatar": "",
        "status": "enabled" if group.enabled else "disabled",
        "total_member": len(group.members),
        "max_member": "100",
    }
