"""A file of FAQs: looked at first, then taken as a whole; the template to fill in."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.console.access import Permission, needs
from bot.console.faq_desk import FaqDesk, upload_name
from bot.console.parts import ConsoleParts
from bot.console.session import current_oa, current_officer
from bot.errors import BotError
from bot.faq.files.rows import UnreadableFile
from bot.faq.files.split import MAX_MEGABYTES
from bot.faq.files.template import FILE_NAME, template
from bot.faq.intake import Incoming, Step
from bot.faq.pending import Pending
from knowledge.documents import Document

WHY = "Đưa lên bằng tệp {}"
NOTHING_CHOSEN = "Chị chọn một tệp rồi bấm lại."
GONE = "Tệp đã để quá một giờ. Chị chọn lại tệp giúp nhé."
STEPS = {Step.NEW: "câu mới", Step.CHANGED: "sửa câu đang có", Step.SAME: "không đổi"}
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def make_blueprint(parts: ConsoleParts) -> Blueprint:
    """The pages under /faq/dua-tep."""
    page, desk = Blueprint("faq_files", __name__), FaqDesk(parts)

    @page.get("/faq/dua-tep")
    @needs(Permission.WRITE_FAQ)
    def choose() -> ResponseReturnValue:
        return render_template("console/faq/file.html", most=MAX_MEGABYTES)

    @page.post("/faq/dua-tep")
    @needs(Permission.WRITE_FAQ)
    def look() -> ResponseReturnValue:
        return _looked(desk)

    @page.post("/faq/dua-tep/nhan")
    @needs(Permission.WRITE_FAQ)
    def take() -> ResponseReturnValue:
        return _taken(desk)

    @page.get(f"/faq/{FILE_NAME}")
    @needs(Permission.WRITE_FAQ)
    def blank() -> ResponseReturnValue:
        laws = sorted(filter(None, map(_law, parts.library(current_oa()).documents())))
        answer = Response(template(laws), content_type=SHEET)
        answer.headers["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
        return answer

    return page


def _looked(desk: FaqDesk) -> ResponseReturnValue:
    """What the file would do; it waits for her word where nothing is wrong with it."""
    sent = request.files.get("file")
    data = sent.read((MAX_MEGABYTES << 20) + 1) if sent else b""
    name = (sent.filename if sent else "") or "tệp"
    try:
        if not data:
            raise UnreadableFile("empty", public_message=NOTHING_CHOSEN)
        incoming = desk.intake.look(current_oa(), data, name)
    except UnreadableFile as error:
        wrong = error.public_message
        return render_template("console/faq/file.html", most=MAX_MEGABYTES, wrong=wrong), 422
    if not incoming.problems:
        desk.pending.put(_place(), Pending("", file=name), data)
    return _shown(incoming, name)


def _taken(desk: FaqDesk) -> ResponseReturnValue:
    waiting, data = desk.pending.get(_place()), desk.pending.file(_place())
    if waiting is None or not data:
        flash(GONE, "warning")
        return redirect(url_for(".choose"))
    incoming = desk.intake.look(current_oa(), data, waiting.file)
    try:
        why = WHY.format(waiting.file)
        taken = desk.intake.take(current_oa(), incoming, current_officer(), why)
    except BotError as error:
        if error.retryable:
            raise
        flash(error.public_message, "danger")
        return redirect(url_for(".choose"))
    desk.pending.drop(_place())
    flash(f"Đã lưu {len(taken)} câu hỏi. Câu mới và câu sửa đang là bản nháp.", "success")
    return redirect(url_for("faq.several", buoc="nhap"))


def _place() -> str:
    return upload_name(current_oa(), current_officer().id)


def _shown(incoming: Incoming, name: str) -> ResponseReturnValue:
    counts = {
        label: sum(row.step is step for row in incoming.rows) for step, label in STEPS.items()
    }
    page = render_template(
        "console/faq/file_preview.html", incoming=incoming, name=name, steps=STEPS, counts=counts
    )
    return page, (422 if incoming.problems else 200)


def _law(document: Document) -> str:
    """A law that binds, as it is cited; '' for other documents."""
    is_law = document.kind in ("Luật", "Bộ luật", "Hiến pháp") and not document.replaced_by
    return f"{document.name} số {document.number}" if is_law and document.answerable else ""
