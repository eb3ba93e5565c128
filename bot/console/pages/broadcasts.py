"""Tin: the list by state, one broadcast with its preview and its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, abort, g, render_template, request
from flask.typing import ResponseReturnValue

from bot.broadcast.attachments import Shown
from bot.broadcast.hours import written as written_hours
from bot.broadcast.results import NOTE
from bot.broadcast.states import BROADCAST_NAMES, ENDED
from bot.broadcast.versions import version_of
from bot.console import broadcast_law, broadcast_words
from bot.console.access import Permission, needs
from bot.console.broadcast_desk import NO_CITATION, BroadcastDesk
from bot.console.broadcast_words import TABS, Tally
from bot.console.parts import ConsoleParts
from bot.console.session import current_oa, current_officer
from bot.errors import BotError
from bot.store.broadcast_models import AttachmentKind, BroadcastState
from bot.store.broadcast_records import Broadcast
from handlers.texts import broadcast_reasons

A_PAGE = 25
GOES_ON = (BroadcastState.SCHEDULED, BroadcastState.RUNNING, BroadcastState.PAUSED)
"""Its numbers may change while one looks."""


@dataclass(frozen=True, slots=True)
class Line:
    """A broadcast in the list."""

    broadcast: Broadcast
    state: str
    kind: str
    tally: Tally | None


@dataclass(frozen=True, slots=True)
class Page:
    """What ``pager`` needs."""

    next: str
    first: bool


def make_blueprint(parts: ConsoleParts) -> Blueprint:
    """The pages under /tin that only show."""
    page, desk = Blueprint("broadcasts", __name__, url_prefix="/tin"), BroadcastDesk(parts)
    page.record_once(lambda state: state.app.add_template_filter(broadcast_words.reason, "why_not"))
    _add_list(page, desk)
    _add_one(page, desk)
    return page


def _add_list(page: Blueprint, desk: BroadcastDesk) -> None:
    @page.get("")
    @needs(Permission.SEE)
    def several() -> ResponseReturnValue:
        tab = request.args.get("buoc", "tat-ca")
        tab, before = tab if tab in TABS else "tat-ca", asked_before()
        found = desk.room.broadcasts.page(current_oa(), TABS[tab][1], before, A_PAGE + 1)
        counts = desk.counts.states(current_oa())
        return render_template(
            "console/broadcasts/list.html",
            lines=_lines(desk, found[:A_PAGE]),
            page=page_of([each.id for each in found], before),
            tab=tab,
            tabs=[(key, name, sum(counts[s] for s in of)) for key, (name, of) in TABS.items()],
        )


def _add_one(page: Blueprint, desk: BroadcastDesk) -> None:
    @page.get("/<int:number>")
    @needs(Permission.SEE)
    def one(number: int) -> ResponseReturnValue:
        broadcast = desk.get(number)
        content = broadcast.content
        at = broadcast.scheduled_for or desk.parts.now()
        shown = desk.room.previews.of(broadcast, max(at, desk.parts.now()))
        before = broadcast_words.changeable(broadcast)
        return render_template(
            "console/broadcasts/one.html",
            **_standing(desk, broadcast),
            seen=version_of(broadcast),
            text=shown.text,
            problems=shown.problems if before else (),
            foreseen=broadcast_words.foreseen(shown) if before else None,
            cost=shown.cost,
            whom=desk.audience_words(broadcast),
            attached=_attached(desk, broadcast),
            basis=broadcast_law.name(content.citation, desk.library)
            if content.citation
            else NO_CITATION,
            history=desk.history(f"broadcast:{broadcast.id}"),
            writer=desk.who(broadcast.written_by),
            approver=desk.who(broadcast.approved_by),
            mine=broadcast.written_by == current_officer().id,
            alone=desk.room.may_approve_alone(broadcast.oa_id),
            changeable=before,
            written_again=broadcast_words.written_again(broadcast),
            endable=broadcast.state not in ENDED,
            hours=written_hours(desk.room.roster.settings(broadcast.oa_id)),
        )

    @page.get("/<int:number>/anh")
    @needs(Permission.SEE)
    def picture(number: int) -> ResponseReturnValue:
        shown = desk.room.attachments.shown(desk.get(number))
        if shown is None:
            abort(404)
        return as_file(shown)

    @page.get("/<int:number>/so-lieu")
    @needs(Permission.SEE)
    def numbers(number: int) -> ResponseReturnValue:
        g.unattended = True  # asked by the page itself: it keeps no session alive
        standing = _standing(desk, desk.get(number))
        return render_template("console/broadcasts/_numbers.html", **standing)


def as_file(shown: Shown) -> Response:
    """A picture to look at, any other file to keep."""
    answer = Response(shown.content, mimetype=shown.media_type)
    if not shown.media_type.startswith("image/"):
        answer.headers["Content-Disposition"] = "attachment"
    return answer


def asked_before() -> int | None:
    """The number before which the page of a list begins; None for its first one."""
    after = request.args.get("sau", "")
    return int(after) if after.isdecimal() and len(after) < 10 else None


def page_of(numbers: Sequence[int], before: int | None) -> Page:
    """The page that shows the first of these; there is another one where it cannot show all."""
    following = str(numbers[A_PAGE - 1]) if len(numbers) > A_PAGE else ""
    return Page(following, before is None)


def _attached(desk: BroadcastDesk, broadcast: Broadcast) -> tuple[str, str]:
    """What goes along: "picture" or "file" and its name; what is wrong with it as "wrong"; ''."""
    if broadcast.content.attachment is AttachmentKind.NONE:
        return "", ""
    try:
        shown = desk.room.attachments.shown(broadcast)
    except BotError as error:
        return "wrong", error.public_message
    return (broadcast.content.attachment.value, shown.name) if shown else ("", "")


def _standing(desk: BroadcastDesk, broadcast: Broadcast) -> dict[str, object]:
    """How far it is: what the part of the page that renews itself shows."""
    begun = broadcast.size is not None
    numbers = desk.room.broadcasts.numbers(broadcast.id) if begun else None
    return {
        "broadcast": broadcast,
        "state": BROADCAST_NAMES[broadcast.state],
        "kind": broadcast_words.KINDS[broadcast.state],
        "next_step": broadcast_words.next_step(broadcast),
        "trouble": broadcast_words.trouble(broadcast.reason, begun=begun),
        "goes_on": broadcast_reasons.goes_on(broadcast.reason),
        "tally": broadcast_words.tally(numbers) if numbers else None,
        "came_back": desk.room.results.of_broadcast(broadcast.id).lines() if numbers else (),
        "results_note": NOTE,
        "live": broadcast.state in GOES_ON,
    }


def _lines(desk: BroadcastDesk, found: Sequence[Broadcast]) -> list[Line]:
    numbers = desk.counts.numbers(each.id for each in found)
    return [
        Line(
            each,
            BROADCAST_NAMES[each.state],
            broadcast_words.KINDS[each.state],
            broadcast_words.tally(numbers[each.id]) if each.id in numbers else None,
        )
        for each in found
    ]
