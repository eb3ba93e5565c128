"""Where a working day begins: what waits for the officer who is signed in."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from bot.console.access import Permission, needs
from bot.console.parts import ConsoleParts
from bot.console.waiting_work import WaitingWork
from knowledge.day import VIETNAM

WEEKDAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")


def make_blueprint(parts: ConsoleParts) -> Blueprint:
    """The page."""
    page, work = Blueprint("today", __name__, url_prefix="/hom-nay"), WaitingWork(parts)

    @page.get("")
    @needs(Permission.SEE)
    def show() -> ResponseReturnValue:
        day = written(parts.now())
        return render_template("console/today/today.html", groups=work.groups(), day=day)

    @page.get("/viec")
    @needs(Permission.SEE)
    def listing() -> ResponseReturnValue:
        g.unattended = True  # asked by the page itself: it keeps no session alive
        return render_template("console/today/_list.html", groups=work.groups())

    return page


def written(at: datetime) -> str:
    """The day in Vietnam: "Chủ nhật, 22/11/2026"."""
    local = at.astimezone(VIETNAM)
    return f"{WEEKDAYS[local.weekday()]}, {local:%d/%m/%Y}"
