"""A broadcast is written: from nothing or from a tip, with what arrives beside it."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.broadcast.series import content_of, fits
from bot.broadcast.versions import ChangedMeanwhile, version_of
from bot.broadcast.wiring import shipped_tips
from bot.console.access import Permission, needs
from bot.console.broadcast_desk import BroadcastDesk, tip_of
from bot.console.broadcast_forms import BroadcastForm
from bot.console.own_files import OWN, keep_own
from bot.console.parts import ConsoleParts
from bot.console.session import current_oa, current_officer
from bot.store.broadcast_models import AttachmentKind
from bot.store.broadcast_records import Audience, Broadcast, BroadcastContent
from bot.store.media_models import MediaKind
from bot.zalo.text import LIMIT
from knowledge.text.fold import fold

SENT_ALONG = (MediaKind.PICTURE, MediaKind.FILE)
NO_FILE = "Chị chọn ảnh hoặc tệp, hoặc chọn “Không kèm gì”."


def make_blueprint(parts: ConsoleParts) -> Blueprint:
    """The pages that write."""
    page, desk = Blueprint("broadcast_writing", __name__, url_prefix="/tin"), BroadcastDesk(parts)
    _add_form(page, desk)
    _add_edit(page, desk)
    _add_tips(page, desk)
    return page


def _add_form(page: Blueprint, desk: BroadcastDesk) -> None:
    @page.route("/moi", methods=["GET", "POST"])
    @needs(Permission.WRITE_BROADCAST)
    def new() -> ResponseReturnValue:
        form, tip, old = BroadcastForm(), tip_of(request.args.get("meo", "")), _old(desk)
        _know(desk, form, old)
        if request.method == "GET" and old is not None:
            form.begin_with(old.content, old.audience)
        elif request.method == "GET" and tip is not None:
            form.begin_with(content_of(tip), Audience())
        content = _content(desk, form)
        if form.to_keep():
            made = desk.room.life_cycle.draft(
                current_oa(), content, form.audience(), current_officer()
            )
            flash(f"Đã lưu bản nháp {made.code}. Chị xem lại rồi bấm “Đã soát xong”.", "success")
            return redirect(url_for("broadcasts.one", number=made.id))
        return _shown(desk, form, content, None)

    @page.post("/xem-truoc")
    @needs(Permission.WRITE_BROADCAST)
    def look() -> ResponseReturnValue:
        form = BroadcastForm()
        _know(desk, form)
        draft = _draft(desk, form, _content(desk, form))
        return render_template("console/broadcasts/_looked.html", form=form, **draft)


def _add_edit(page: Blueprint, desk: BroadcastDesk) -> None:
    @page.route("/<int:number>/sua", methods=["GET", "POST"])
    @needs(Permission.WRITE_BROADCAST)
    def edit(number: int) -> ResponseReturnValue:
        broadcast, form = desk.get(number), BroadcastForm()
        _know(desk, form, broadcast)
        if request.method == "GET":
            form.begin_with(broadcast.content, broadcast.audience)
            form.seen.data = version_of(broadcast)
        content = _content(desk, form)
        if form.to_keep():
            whom, by, seen = form.audience(), current_officer(), form.seen.data or ""
            try:
                desk.room.life_cycle.edit(number, content, whom, by, seen=seen)
            except ChangedMeanwhile as error:
                return _shown(desk, form, content, broadcast, error)
            flash(f"Đã lưu {broadcast.code}. Tin đã sửa cần được soát và duyệt lại.", "success")
            return redirect(url_for("broadcasts.one", number=number))
        return _shown(desk, form, content, broadcast)


def _add_tips(page: Blueprint, desk: BroadcastDesk) -> None:
    @page.get("/kho-meo")
    @needs(Permission.WRITE_BROADCAST)
    def tips() -> ResponseReturnValue:
        words, topic = request.args.get("tim", "").strip()[:100], request.args.get("chu-de", "")
        library, wanted = desk.library, fold(words).split()
        found = [
            (tip, fits(tip, Audience(), library, desk.day))
            for tip in shipped_tips()
            if (not topic or tip.topic == topic)
            and all(word in fold(f"{tip.title} {tip.text} {tip.topic}") for word in wanted)
        ]
        return render_template(
            "console/broadcasts/tips.html",
            tips=found,
            topics=sorted({tip.topic for tip in shipped_tips()}),
            topic=topic,
            words=words,
        )


def _old(desk: BroadcastDesk) -> Broadcast | None:
    """The one whose words she begins with, where the address names one. Raises
    ``UnknownBroadcast``.
    """
    number = request.args.get("tu", "")
    return desk.get(int(number)) if number.isdecimal() and len(number) < 10 else None


def _know(desk: BroadcastDesk, form: BroadcastForm, broadcast: Broadcast | None = None) -> None:
    form.know(*desk.known(), broadcast.audience if broadcast else Audience())
    form.know_topics(broadcast.content.topic if broadcast else "")


def _content(desk: BroadcastDesk, form: BroadcastForm) -> BroadcastContent:
    """What the form says; a file that came with it is kept at once, so that no page loses it."""
    content = form.content()
    if form.picture.data != OWN:
        return content
    kept = keep_own(desk.room.attachments, form, SENT_ALONG, NO_FILE)
    if kept is None:
        return content
    return replace(content, attachment=AttachmentKind(kept.kind.value), attachment_ref=kept.ref)


def _shown(
    desk: BroadcastDesk,
    form: BroadcastForm,
    content: BroadcastContent,
    broadcast: Broadcast | None,
    refused: ChangedMeanwhile | None = None,
) -> ResponseReturnValue:
    """The form with what she wrote, also where it could not be kept."""
    return render_template(
        "console/broadcasts/form.html",
        form=form,
        written=broadcast,
        refused=refused,
        most=LIMIT,
        **_draft(desk, form, content),
    ), refused.http_status if refused else form.status


def _draft(
    desk: BroadcastDesk, form: BroadcastForm, content: BroadcastContent
) -> dict[str, object]:
    """What people would get, and what is to be said about it."""
    desk.know_places(form, pick=form.finds_law)
    if form.finds_law:
        content = replace(content, citation=form.content().citation)
    draft = desk.draft(content, form.audience())
    return {"draft": draft, "faults": draft.faults if form.text.data else []}
