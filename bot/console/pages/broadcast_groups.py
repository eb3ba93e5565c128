"""Nhóm Zalo: the groups of the account, which of them get nothing and what to do about it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from bot.console import broadcast_words
from bot.console.access import Permission, needs
from bot.console.audit import audited
from bot.console.broadcast_desk import BroadcastDesk
from bot.console.parts import ConsoleParts
from bot.console.session import current_oa
from bot.zalo.errors import ZaloError


def make_blueprint(parts: ConsoleParts) -> Blueprint:
    """The page under /tin/nhom."""
    page = Blueprint("broadcast_groups", __name__, url_prefix="/tin/nhom")
    desk = BroadcastDesk(parts)

    @page.get("")
    @needs(Permission.SEE)
    def several() -> ResponseReturnValue:
        groups = desk.counts.groups(current_oa())
        return render_template(
            "console/broadcasts/groups.html",
            groups=groups,
            trouble=broadcast_words.trouble,
            members=sum(each.members for each in groups),
            broken=sum(1 for each in groups if each.trouble),
        )

    @page.post("/cap-nhat")
    @needs(Permission.WRITE_BROADCAST)
    def refresh() -> ResponseReturnValue:
        try:
            desk.room.clock.sync_groups(current_oa(), parts.now())
        except ZaloError as error:
            flash(error.public_message, "danger")
        else:
            audited("groups_refreshed", current_oa())
            flash("Đã cập nhật danh sách nhóm từ Zalo.", "success")
        return redirect(url_for(".several"))

    return page
