"""Handed-over conversations: the inbox, a conversation, and what an officer does to it."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from redis.exceptions import RedisError
from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length

from bot.console.access import Permission, needs
from bot.console.audit import audited
from bot.console.colleagues import Colleagues
from bot.console.forms import filled
from bot.console.parts import ConsoleParts
from bot.console.session import current_oa
from bot.console.talks import Opened, Talks
from bot.errors import BotError
from bot.staff.local_time import UnreadableTime, read_day
from bot.staff.roster import Officer
from bot.store.handover_lists import PAGE, Shown, Wanted
from bot.store.handovers import HandoverClosed, HandoverTaken
from bot.takeover.acts import NothingToSave
from bot.zalo.text import LIMIT, normalise
from handlers.texts.handover import ANY_OFFICER, from_officer

BEYOND = 10**9
"""No number is as large."""
NOT_SENT_YET = (
    "Máy chủ đang bận nên chưa chắc tin đã đi. Chị bấm gửi lần nữa: cùng một lời thì người hỏi chỉ "
    "nhận một lần."
)
SENT = "Đã gửi. Từ giờ trợ lý tự động im với người này, cho tới khi chị đóng hoặc ngừng nhắn."
KEPT = (
    "Zalo chưa cho nhắn cho người này vì lâu rồi họ không nhắn. Lời của chị được giữ lại và gửi đi "
    "đầu tiên khi họ nhắn lại."
)


SAVED = (
    "Đã lưu bản nháp. Trước khi đưa lên, chị xóa hết tên người, số điện thoại, địa chỉ và chuyện "
    "riêng của người hỏi."
)


class AnswerForm(FlaskForm):  # type: ignore[misc]
    """Her words to the person. The token makes the same words of one form one message."""

    words = TextAreaField("Lời chị trả lời", filters=[lambda text: normalise(text or "").strip()])
    token = HiddenField()

    def __init__(self, officer: Officer, **more: Any) -> None:
        super().__init__(**more)
        self.room = room_for(officer)
        too_long = f"Dài quá: một tin Zalo chỉ chứa được {self.room} ký tự lời của chị."
        self.words.validators = [
            filled("Chị viết lời muốn gửi vào ô này."),
            Length(max=self.room, message=too_long),
        ]
        self.words.flags.required = True


def room_for(officer: Officer) -> int:
    """How many characters of hers fit into one message of Zalo's."""
    return LIMIT - len(normalise(bubble(officer, "")))


def bubble(officer: Officer, words: str) -> str:
    """What arrives on the person's phone."""
    return from_officer(officer.name or ANY_OFFICER, words)


def number_of(code: str) -> int:
    """The number in a code. What cannot be one is not found (404)."""
    digits = code.strip().upper().removeprefix("H")
    if not (digits.isascii() and digits.isdecimal()) or int(digits) >= BEYOND:
        abort(404)
    return int(digits)


def event_key(oa_id: str, number: int, officer: Officer, token: str, words: str) -> str:
    """The same for a form that is sent twice; another one for other words."""
    parts = "\x1f".join((oa_id, str(number), str(officer.admin_id), token, words))
    return f"console:{hashlib.blake2b(parts.encode(), digest_size=16).hexdigest()}"


def make_blueprint(parts: ConsoleParts) -> Blueprint:
    """The pages."""
    page, talks = Blueprint("conversations", __name__, url_prefix="/hoi-thoai"), Talks(parts)
    _inbox(page, talks)
    _conversation(page, talks)
    _answer(page, talks)
    _other_acts(page, talks)
    return page


# -- The inbox --


@dataclass(frozen=True, slots=True)
class Search:
    """What the inbox was asked for, as it stands in the address."""

    shown: Shown
    topic: str = ""
    officer: int | None = None
    day: date | None = None
    after: int | None = None
    unreadable_day: bool = False

    @property
    def narrowed(self) -> bool:
        """Whether anything but the tab is chosen."""
        return bool(self.topic or self.officer or self.day)


def _search() -> Search:
    asked = request.args
    day, unreadable = None, False
    try:
        day = read_day(asked["ngay"]) if asked.get("ngay") else None
    except UnreadableTime:
        unreadable = True
    return Search(
        _shown(asked.get("xem", "")),
        asked.get("chu-de", "").strip()[:100],
        asked.get("can-bo", type=int),
        day,
        asked.get("sau", type=int),
        unreadable,
    )


def _shown(written: str) -> Shown:
    return Shown(written) if written in list(Shown) else Shown.WAITING


def _inbox(page: Blueprint, talks: Talks) -> None:
    @page.get("")
    @needs(Permission.TALK)
    def inbox() -> ResponseReturnValue:
        if code := request.args.get("ma", "").strip():
            return redirect(url_for("conversations.show", code=f"H{number_of(code)}"))
        topics = talks.lists.topics(current_oa())
        return render_template("console/talks/inbox.html", topics=topics, **_listed(talks))

    @page.get("/danh-sach")
    @needs(Permission.TALK)
    def listing() -> ResponseReturnValue:
        g.unattended = True  # asked by the page itself: it keeps no session alive
        return render_template("console/talks/_list.html", **_listed(talks))


def _listed(talks: Talks) -> dict[str, object]:
    search, colleagues = _search(), Colleagues(talks.parts)
    oa_id, me = colleagues.oa_id, colleagues.my_id
    wanted = Wanted(oa_id, search.shown, me, search.topic, search.officer, search.day)
    found = talks.lists.page(wanted, search.after, PAGE + 1)
    lines = [talks.line(each, colleagues) for each in found[:PAGE]]
    more = found[PAGE - 1].handover.number if len(found) > PAGE else None
    return {
        "lines": lines,
        "search": search,
        "shown": Shown,
        "counts": talks.lists.counts(oa_id, me, talks.parts.now()),
        "colleagues": colleagues,
        "page": {"next": more, "first": search.after is None},
    }


# -- A conversation --


def _conversation(page: Blueprint, talks: Talks) -> None:
    @page.get("/<code>")
    @needs(Permission.TALK)
    def show(code: str) -> ResponseReturnValue:
        colleagues = Colleagues(talks.parts)
        me = colleagues.require_me()
        opened = talks.open(number_of(code), colleagues)
        audited("handover_shown", f"{colleagues.oa_id} {opened.line.code}")
        form = AnswerForm(me)
        form.token.data = secrets.token_urlsafe(12)
        return _shown_page(talks, colleagues, opened, form)

    @page.get("/<code>/cau-hoi")
    @needs(Permission.TALK)
    def questions(code: str) -> ResponseReturnValue:
        g.unattended = True
        colleagues = Colleagues(talks.parts)
        colleagues.require_me()
        asked = talks.questions(colleagues.oa_id, number_of(code))
        return render_template("console/talks/_questions.html", questions=asked)


def _shown_page(
    talks: Talks,
    colleagues: Colleagues,
    opened: Opened,
    form: AnswerForm,
    preview: str = "",
    trouble: str = "",
) -> str:
    now = talks.parts.now()
    return render_template(
        "console/talks/conversation.html",
        opened=opened,
        form=form,
        preview=preview,
        trouble=trouble,
        colleagues=colleagues,
        others=[each for each in colleagues.all if each != colleagues.me],
        free=opened.windows.free(now),
        can_send=opened.windows.open(now) and opened.reachable,
        case_code=talks.case_of(opened.handover) if colleagues.named else "",
    )


def _answer(page: Blueprint, talks: Talks) -> None:
    @page.post("/<code>/tra-loi")
    @needs(Permission.TALK)
    def answer(code: str) -> ResponseReturnValue:
        colleagues = Colleagues(talks.parts)
        me, number = colleagues.require_me(), number_of(code)
        form = AnswerForm(me)
        trouble, status, preview = "", 200, ""
        if not form.validate_on_submit():
            status = 422
        elif request.form.get("act") == "preview":
            preview = bubble(me, form.words.data)
        else:
            trouble = _sent(talks, colleagues, number, form)
            if not trouble:
                return redirect(url_for("conversations.show", code=f"H{number}"))
            status = 409
        opened = talks.open(number, colleagues)  # her words stay in the form
        return _shown_page(talks, colleagues, opened, form, preview, trouble), status


def _sent(talks: Talks, colleagues: Colleagues, number: int, form: AnswerForm) -> str:
    """Why her words did not go, '' when they did."""
    me, words = colleagues.require_me(), form.words.data
    key = event_key(colleagues.oa_id, number, me, form.token.data or "", words)
    try:
        goes = talks.room.acts.answer(colleagues.oa_id, number, me, words, key)
    except (HandoverTaken, HandoverClosed) as error:
        return _refusal(error, colleagues)
    except RedisError:
        return NOT_SENT_YET
    flash(SENT if goes else KEPT, "success" if goes else "warning")
    return ""


def _refusal(error: BotError, colleagues: Colleagues) -> str:
    """What she reads when another was faster."""
    if isinstance(error, HandoverTaken):
        return f"{colleagues.name(error.by)} đang giữ cuộc này. Chưa có gì được gửi đi."
    return "Cuộc này đã đóng. Chưa có gì được gửi đi."


# -- Taking, giving on, closing --


def _other_acts(page: Blueprint, talks: Talks) -> None:
    @page.post("/<code>/nhan")
    @needs(Permission.TALK)
    def take(code: str) -> ResponseReturnValue:
        def act(colleagues: Colleagues, number: int) -> str:
            talks.room.acts.take(colleagues.oa_id, number, colleagues.require_me())
            return f"Chị đã nhận H{number}. Người hỏi được báo là chị sẽ trả lời."

        return _acted(talks, code, act)

    @page.post("/<code>/chuyen")
    @needs(Permission.TALK)
    def pass_on(code: str) -> ResponseReturnValue:
        def act(colleagues: Colleagues, number: int) -> str:
            receiver = colleagues.by_id(request.form.get("can-bo", type=int))
            if receiver is None:
                abort(400)
            me = colleagues.require_me()
            talks.room.passing.pass_on(colleagues.oa_id, number, me, receiver)
            return f"Đã chuyển H{number} cho {receiver.name}."

        return _acted(talks, code, act)

    @page.post("/<code>/dong")
    @needs(Permission.TALK)
    def close(code: str) -> ResponseReturnValue:
        def act(colleagues: Colleagues, number: int) -> str:
            talks.room.acts.close(colleagues.oa_id, number, colleagues.require_me())
            return f"Đã đóng H{number}. Người này nhắn tiếp thì trợ lý tự động trả lời."

        return _acted(talks, code, act)

    @page.post("/<code>/cau-hoi-mau")
    @needs(Permission.WRITE_FAQ)
    def save(code: str) -> ResponseReturnValue:
        colleagues, number = Colleagues(talks.parts), number_of(code)
        try:
            faq = talks.room.acts.save(colleagues.oa_id, number, colleagues.require_me())
        except NothingToSave as error:
            flash(error.public_message, "danger")
            return redirect(url_for("conversations.show", code=f"H{number}"))
        flash(SAVED, "success")
        return redirect(f"{request.script_root}/faq/{faq.code}")


def _acted(talks: Talks, code: str, act: Callable[[Colleagues, int], str]) -> ResponseReturnValue:
    """Do it, say so, and show the conversation; what cannot be done is said too."""
    colleagues, number = Colleagues(talks.parts), number_of(code)
    colleagues.require_me()
    try:
        flash(act(colleagues, number), "success")
    except (HandoverTaken, HandoverClosed) as error:
        flash(_refusal(error, colleagues), "danger")
    return redirect(url_for("conversations.show", code=f"H{number}"))
