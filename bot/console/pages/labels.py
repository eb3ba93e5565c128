"""Chi hội và nhãn: what people and groups are called by, so that a broadcast finds them."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.broadcast.label_file import UnusableLabelFile, read_labels
from bot.console.access import Permission, needs
from bot.console.audit import audited
from bot.console.broadcast_desk import BroadcastDesk
from bot.console.colleagues import Colleagues
from bot.console.label_forms import LabelForm
from bot.console.pages.conversations import number_of
from bot.console.parts import ConsoleParts
from bot.console.session import current_oa
from bot.console.spreadsheet import XLSX, Sheet, workbook
from bot.store.broadcast_counts import KnownGroup
from bot.store.broadcast_models import RecipientKind
from bot.store.handovers import HandoverRepository
from bot.store.label_models import LabelKind
from bot.store.labels import Labelled
from bot.zalo.errors import ZaloError

WRITE = needs(Permission.WRITE_BROADCAST)
LARGEST = 2 << 20
FILE_NAME = "mau-chi-hoi.xlsx"
COLUMNS = ("Mã Zalo", "Mã nhóm", "Tên", "Chi hội", "Nhãn")
ADVICE = (
    ("Mỗi dòng một người (Mã Zalo) hoặc một nhóm (Mã nhóm). Cột Tên chỉ để chị dễ nhận ra.",),
    ("Mã Zalo của một người ở trang cuộc trò chuyện của người ấy, mục Chi hội và nhãn.",),
    ("Để cột mã ở dạng văn bản (Text): mã dài mà thành số thì bảng tính làm tròn mất.",),
    ("Mỗi người thuộc nhiều nhất một chi hội. Nhiều nhãn thì cách nhau dấu chấm phẩy.",),
    ("Tệp chỉ ghi thêm; chi hội mới thay chi hội cũ. Sai một dòng thì không nhập dòng nào.",),
)
NOTHING_CHOSEN = "Chị chọn một tệp rồi bấm lại."
TOO_LARGE = "Tệp lớn quá 2 MB. Chị chia thành vài tệp nhỏ hơn."


def make_blueprint(parts: ConsoleParts) -> Blueprint:
    """The pages under /tin/nhan, and one beside each conversation."""
    page, desk = Blueprint("labels", __name__), BroadcastDesk(parts)
    _add_list(page, desk)
    _add_file(page, desk)
    _add_one(page, desk)
    return page


def _add_list(page: Blueprint, desk: BroadcastDesk) -> None:
    @page.get("/tin/nhan")
    @needs(Permission.SEE)
    def several() -> ResponseReturnValue:
        return _list(desk, [])

    @page.post("/tin/nhan/dong-bo")
    @WRITE
    def sync() -> ResponseReturnValue:
        try:
            count = desk.room.labelling.sync(current_oa(), desk.parts.now())
        except ZaloError as error:
            flash(error.public_message, "danger")
        else:
            audited("labels_synced", f"oa:{current_oa()}")
            flash(f"Zalo có {count} nhãn.", "success")
        return redirect(url_for(".several"))


def _add_file(page: Blueprint, desk: BroadcastDesk) -> None:
    @page.post("/tin/nhan/tep")
    @WRITE
    def take() -> ResponseReturnValue:
        try:
            found = read_labels(*_sent())
        except UnusableLabelFile as error:
            return _list(desk, error.public_message.split("\n")), 422
        desk.labels.put(current_oa(), found, desk.parts.now())
        audited("labels_imported", f"oa:{current_oa()}")
        flash(f"Đã nhập {len(found)} dòng chi hội và nhãn.", "success")
        return redirect(url_for(".several"))

    @page.get(f"/tin/nhan/{FILE_NAME}")
    @WRITE
    def blank() -> ResponseReturnValue:
        groups = [_row(desk, each) for each in desk.counts.groups(current_oa())]
        sheets = [
            Sheet("Chi hội", COLUMNS, groups, codes=2),
            Sheet("Cách điền", ("Cách điền",), ADVICE),
        ]
        answer = Response(workbook(sheets), content_type=XLSX)
        answer.headers["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
        return answer


def _add_one(page: Blueprint, desk: BroadcastDesk) -> None:
    handovers = HandoverRepository(desk.parts.database)

    @page.route("/hoi-thoai/<code>/chi-hoi", methods=["GET", "POST"])
    @WRITE
    def person(code: str) -> ResponseReturnValue:
        Colleagues(desk.parts).require_me()
        found = handovers.get(current_oa(), number_of(code))
        talk = url_for("conversations.show", code=found.code)
        known, whose = desk.labels.of_person(current_oa(), found.user_id), f"Cuộc {found.code}"
        about = {"name": whose, "code": found.user_id, "back": (talk, whose)}
        return _one(desk, RecipientKind.PERSON, found.user_id, known, about)

    @page.route("/tin/nhan/nhom/<group_id>", methods=["GET", "POST"])
    @WRITE
    def group(group_id: str) -> ResponseReturnValue:
        groups = desk.counts.groups(current_oa())
        found = next((each for each in groups if each.group_id == group_id), None) or abort(404)
        known = desk.labels.of_group(current_oa(), group_id)
        back = (url_for(".several"), "Chi hội và nhãn")
        about = {"name": found.name or "Nhóm chưa có tên", "code": group_id, "back": back}
        return _one(desk, RecipientKind.GROUP, group_id, known, about)


def _one(
    desk: BroadcastDesk,
    who: RecipientKind,
    recipient_id: str,
    known: list[Labelled],
    about: Mapping[str, object],
) -> ResponseReturnValue:
    """The form of one person or group; what it says is put down."""
    form = LabelForm()
    if request.method == "GET":
        form.begin_with(known)
    wanted = form.labels(who, recipient_id) if form.validate_on_submit() else None
    if wanted is not None:
        desk.labels.assign(current_oa(), who, recipient_id, wanted, desk.parts.now())
        audited("labels_put", f"oa:{current_oa()}")
        flash("Đã lưu chi hội và nhãn.", "success")
        return redirect(request.url)
    branches = [e.name for e in desk.labels.names(current_oa()) if e.kind is LabelKind.BRANCH]
    zalos = [each.name for each in known if each.kind is LabelKind.ZALO_TAG]
    page = render_template(
        "console/broadcasts/label_form.html",
        form=form, branches=branches, zalos=zalos, group=who is RecipientKind.GROUP, **about,
    )  # fmt: skip
    return page, 422 if form.is_submitted() else 200


def _list(desk: BroadcastDesk, wrong: list[str]) -> str:
    groups = desk.counts.groups(current_oa())
    return render_template(
        "console/broadcasts/labels.html",
        labels=desk.labels.names(current_oa()),
        kinds={LabelKind.BRANCH: "Chi hội", LabelKind.TAG: "Nhãn", LabelKind.ZALO_TAG: "Nhãn Zalo"},
        groups=[(each, _words(desk, each)) for each in groups],
        wrong=wrong,
    )


def _words(desk: BroadcastDesk, group: KnownGroup) -> str:
    """What the group is called by."""
    return ", ".join(each.name for each in desk.labels.of_group(current_oa(), group.group_id))


def _row(desk: BroadcastDesk, group: KnownGroup) -> tuple[str, ...]:
    form = LabelForm(formdata=None)
    form.begin_with(desk.labels.of_group(current_oa(), group.group_id))
    return ("", group.group_id, group.name, form.branch.data, form.tags.data)


def _sent() -> tuple[str, bytes]:
    """The file that came: its name, its bytes. Raises ``UnusableLabelFile``."""
    sent = request.files.get("file")
    content = sent.read(LARGEST + 1) if sent else b""
    if sent is None or not content:
        raise UnusableLabelFile([NOTHING_CHOSEN])
    if len(content) > LARGEST:
        raise UnusableLabelFile([TOO_LARGE])
    return sent.filename or "", content
