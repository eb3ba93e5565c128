"""Shifts of some weeks at once, from a file; and the file to fill in."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.console.access import Permission, needs
from bot.console.audit import audited
from bot.console.parts import ConsoleParts
from bot.console.session import current_oa
from bot.console.spreadsheet import XLSX, Sheet, workbook
from bot.staff.shift_file import UnusableShiftFile, read_shifts
from bot.store.rosters import RosterRecord, RosterRepository

ADMIN = needs(Permission.ADMINISTER)
LARGEST = 2 << 20
FILE_NAME = "mau-lich-truc.xlsx"
NOTHING_CHOSEN = "Chị chọn một tệp rồi bấm lại."
TOO_LARGE = "Tệp lớn quá 2 MB. Chị chia thành vài tệp nhỏ hơn."


def make_blueprint(parts: ConsoleParts) -> Blueprint:
    """The pages under /quan-tri/lich-truc/tep."""
    page = Blueprint("duty_file", __name__, url_prefix="/quan-tri/lich-truc")
    rosters = RosterRepository(parts.database)

    @page.route("/tep", methods=["GET", "POST"])
    @ADMIN
    def choose() -> ResponseReturnValue:
        if request.method == "GET":
            return _shown([])
        try:
            return _taken(rosters, rosters.read(current_oa(), parts.now()))
        except UnusableShiftFile as error:
            return _shown(error.lines), 422

    @page.get(f"/{FILE_NAME}")
    @ADMIN
    def blank() -> ResponseReturnValue:
        answer = Response(_template(rosters.read(current_oa(), parts.now())), content_type=XLSX)
        answer.headers["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
        return answer

    return page


def _shown(wrong: list[str]) -> str:
    return render_template("console/administration/duty_file.html", wrong=wrong)


def _taken(rosters: RosterRepository, record: RosterRecord) -> ResponseReturnValue:
    """All shifts of the file, or none. Raises ``UnusableShiftFile``."""
    sent = request.files.get("file")
    content = sent.read(LARGEST + 1) if sent else b""
    if sent is None or not content:
        raise UnusableShiftFile([NOTHING_CHOSEN])
    if len(content) > LARGEST:
        raise UnusableShiftFile([TOO_LARGE])
    shifts = read_shifts(sent.filename or "", content, record.officers)
    new = rosters.add_shifts(current_oa(), shifts)
    audited("shift_added", f"{current_oa()} {new}")
    known = f" {len(shifts) - new} ca đã có từ trước." if new < len(shifts) else ""
    flash(f"Đã xếp {new} ca trực từ tệp.{known}", "success")
    return redirect(url_for("duty.index"))


def _template(record: RosterRecord) -> bytes:
    people = [(each.email, each.name) for each in record.officers if each.handles_cases]
    advice = [
        ("Điền trang «Ca trực», mỗi dòng một ca: e-mail của cán bộ, giờ bắt đầu, giờ kết thúc.",),
        ("Viết giờ như 22/11/2026 17:00. Một ca dài nhiều nhất 7 ngày.",),
        ("Chỉ xếp được người trong trang «Cán bộ». Sai một dòng thì không nhập dòng nào.",),
    ]
    return workbook(
        [
            Sheet("Ca trực", ("E-mail", "Từ", "Đến"), []),
            Sheet("Cán bộ", ("E-mail", "Tên"), people),
            Sheet("Cách điền", ("Cách điền",), advice),
        ]
    )
