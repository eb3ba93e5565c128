"""Logo và tệp: the ward's logo on cards, and the pictures and files that officers gave."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.broadcast.fit_files import UnfitFile
from bot.broadcast.sending import AttachmentMissing
from bot.console.access import Permission, needs
from bot.console.broadcast_desk import BroadcastDesk
from bot.console.pages.broadcasts import A_PAGE, as_file, asked_before, page_of
from bot.console.parts import ConsoleParts
from bot.console.session import current_oa, current_officer
from bot.store.media import REF, StoredFile
from bot.store.media_models import MediaKind

APPROVE = needs(Permission.APPROVE_BROADCAST)
NOTHING_CHOSEN = "Chị chọn một ảnh PNG hoặc JPG rồi bấm lại."


def make_blueprint(parts: ConsoleParts) -> Blueprint:
    """The pages under /tin/tep."""
    page = Blueprint("broadcast_files", __name__, url_prefix="/tin/tep")
    desk = BroadcastDesk(parts)
    _add_logo(page, desk)
    _add_files(page, desk)
    return page


def _add_logo(page: Blueprint, desk: BroadcastDesk) -> None:
    @page.get("/logo")
    @needs(Permission.SEE)
    def logo() -> ResponseReturnValue:
        shown = desk.room.attachments.logo(current_oa())
        return as_file(shown) if shown else abort(404)

    @page.post("/logo")
    @APPROVE
    def put_logo() -> ResponseReturnValue:
        given = request.files.get("file")
        content = given.read() if given else b""
        if given is None or not content:
            return _list(desk, NOTHING_CHOSEN), 422
        try:
            desk.room.attachments.keep_logo(
                current_oa(), given.filename or "", content, current_officer()
            )
        except UnfitFile as error:
            return _list(desk, error.public_message), 422
        flash("Đã lưu logo. Thẻ ảnh vẽ từ nay mang logo này.", "success")
        return redirect(url_for(".several"))

    @page.post("/bo-logo")
    @APPROVE
    def drop_logo() -> ResponseReturnValue:
        desk.room.attachments.drop_logo(current_oa(), current_officer())
        flash("Đã bỏ logo. Thẻ ảnh dùng lại bông hoa của phần mềm.", "success")
        return redirect(url_for(".several"))


def _add_files(page: Blueprint, desk: BroadcastDesk) -> None:
    @page.get("")
    @needs(Permission.SEE)
    def several() -> str:
        return _list(desk)

    @page.get("/<int:number>")
    @needs(Permission.SEE)
    def one(number: int) -> ResponseReturnValue:
        return as_file(desk.room.attachments.file(current_oa(), _file(desk, number).ref))

    @page.post("/<int:number>/xoa")
    @APPROVE
    def erase(number: int) -> ResponseReturnValue:
        file = _file(desk, number)
        desk.room.attachments.erase(current_oa(), file.ref, current_officer())
        flash(f"Đã xóa {file.name}.", "success")
        return redirect(url_for(".several"))


def _file(desk: BroadcastDesk, number: int) -> StoredFile:
    """One that an officer gave to this account; a logo is none (404)."""
    try:
        found = desk.room.attachments.kept(current_oa(), f"{REF}{number}")
    except AttachmentMissing:
        abort(404)
    return found if found.kind is not MediaKind.LOGO else abort(404)


def _list(desk: BroadcastDesk, wrong: str = "") -> str:
    before = asked_before()
    found = desk.room.attachments.files(current_oa(), before, A_PAGE + 1)
    return render_template(
        "console/broadcasts/files.html",
        files=found[:A_PAGE],
        page=page_of([each.file.id for each in found], before),
        logo=desk.room.attachments.logo(current_oa()),
        wrong=wrong,
    )
