"""Cases of danger: for the officers named for them; others learn how many there are, no more.

No title and no address of these pages tells anything of a case: screens are shared.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import timedelta
from functools import cached_property

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from bot.assembly import token_keeper
from bot.cases.acts import NameOf, in_brief
from bot.cases.wiring import names_from
from bot.console import case_files
from bot.console.access import Permission, needs
from bot.console.clocks import sentence
from bot.console.colleagues import Colleagues
from bot.console.forms import at_most, filled, stripped
from bot.console.parts import ConsoleParts
from bot.console.session import current_account
from bot.staff.roster import Officer, Roster
from bot.store.case_lists import PAGE, CaseLists
from bot.store.case_records import CaseClosed, CaseTaken
from bot.store.cases import CaseRepository
from bot.store.handovers import HandoverRepository
from bot.store.oas import OaRepository
from bot.store.rosters import RosterRepository
from bot.zalo.client import ZaloClient
from bot.zalo.limits import SendLimits
from bot.zalo.wire import Wire
from handlers.texts import duty

WORD_FILE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OTHER = "khác"
BEYOND = 10**6


class NoteForm(FlaskForm):  # type: ignore[misc]
    """A note of the officer's own."""

    words = TextAreaField(
        "Ghi chú của chị",
        filters=[stripped],
        validators=[filled("Chị viết ghi chú vào ô này."), at_most(1000)],
    )
    token = HiddenField()


class EndForm(FlaskForm):  # type: ignore[misc]
    """How the case ended."""

    outcome = RadioField(
        "Việc kết thúc thế nào?",
        choices=[SelectChoice(each, sentence(each)) for each in (*duty.OUTCOMES, OTHER)],
        validators=[filled("Chị chọn một kết quả.")],
    )
    other = StringField("Nếu chọn “Khác”, ghi rõ", filters=[stripped], validators=[at_most(300)])

    @property
    def told(self) -> str:
        """The outcome in words; '' where it is missing."""
        chosen: str = self.outcome.data or ""
        return (self.other.data or "") if chosen == OTHER else chosen


class Room:
    """What these pages work with."""

    def __init__(self, parts: ConsoleParts) -> None:
        self.parts = parts
        self.register = CaseRepository(parts.database, parts.secret_key)
        self.lists = CaseLists(parts.database)
        self.handovers = HandoverRepository(parts.database)

    @cached_property
    def name_of(self) -> NameOf:
        """Asks Zalo for a person's name."""
        settings, redis = self.parts.settings, self.parts.redis
        api = Wire(settings.zalo_openapi_url)
        accounts = OaRepository(self.parts.database, self.parts.secret_key)
        proof = settings.zalo_app_secret.get_secret_value() if settings.zalo_appsecret_proof else ""
        limits = SendLimits(redis, settings.messages_per_second)
        tokens = token_keeper(settings, accounts, redis, api)
        return names_from(ZaloClient(api, tokens, limits, proof))

    @cached_property
    def roster(self) -> Roster:
        """The settings of the accounts."""
        return Roster(RosterRepository(self.parts.database))


def make_blueprint(parts: ConsoleParts) -> Blueprint:
    """The pages."""
    page, room = Blueprint("cases", __name__, url_prefix="/vu-viec"), Room(parts)
    _register(page, room)
    _file(page, room)
    _acts(page, room)
    _ending(page, room)
    _notice(page, room)
    return page


def number_of(code: str) -> int:
    """The number in a code. What cannot be one is not found (404)."""
    digits = code.upper().removeprefix("V")
    if not (digits.isascii() and digits.isdecimal()) or int(digits) >= BEYOND:
        abort(404)
    return int(digits)


def _register(page: Blueprint, room: Room) -> None:
    @page.get("")
    @needs(Permission.CASES)
    def register() -> ResponseReturnValue:
        colleagues = Colleagues(room.parts)
        counts = room.lists.counts(colleagues.oa_id, colleagues.my_id)
        if not colleagues.named:
            return render_template("console/cases/outside.html", counts=counts, them=colleagues)
        now, closed = room.parts.now(), request.args.get("xem") == "da-dong"
        after = request.args.get("sau", type=int)
        found = (
            room.lists.closed(colleagues.oa_id, after, PAGE + 1)
            if closed
            else room.register.list(colleagues.oa_id)
        )
        shown = found[:PAGE] if closed else found
        return render_template(
            "console/cases/register.html",
            lines=[case_files.line(each, colleagues, now) for each in shown],
            counts=counts,
            closed=closed,
            page={
                "next": shown[-1].number if len(found) > len(shown) else None,
                "first": not after,
            },
        )


def _file(page: Blueprint, room: Room) -> None:
    @page.get("/<code>")
    @needs(Permission.CASES)
    def show(code: str) -> ResponseReturnValue:
        return _opened(room, number_of(code), NoteForm(), EndForm())

    @page.post("/<code>/ten")
    @needs(Permission.CASES)
    def name(code: str) -> ResponseReturnValue:
        note, end = NoteForm(formdata=None), EndForm(formdata=None)
        return _opened(room, number_of(code), note, end, with_name=True)


def _opened(
    room: Room, number: int, note: NoteForm, end: EndForm, *, with_name: bool = False
) -> str:
    """The page of a case; the look is written into its log first. Her name is shown when it is
    asked for, and kept nowhere.
    """
    colleagues = Colleagues(room.parts)
    me, now = colleagues.require_named(), room.parts.now()
    note.token.data = note.token.data or secrets.token_urlsafe(12)
    file = room.register.look(colleagues.oa_id, number, me.admin_id, "console", now)
    case = file.case
    talk = room.handovers.of_person(case.oa_id, case.user_id) if case.user_id else None
    return render_template(
        "console/cases/file.html",
        case=case,
        line=case_files.line(case, colleagues, now),
        basis=case_files.BASES.get(case.basis, ""),
        steps=case_files.steps(case, colleagues),
        contact=file.contact,
        happenings=case_files.happenings(file, colleagues),
        looks=case_files.looks(file),
        entries=len(file.log),
        flaw=room.register.flaw(colleagues.oa_id, number),
        talk=talk,
        asked_for_name=with_name,
        name=room.name_of(case.oa_id, case.user_id) if with_name and case.user_id else "",
        note=note,
        end=end,
    )


def _acts(page: Blueprint, room: Room) -> None:
    @page.post("/<code>/nhan")
    @needs(Permission.CASES)
    def take(code: str) -> ResponseReturnValue:
        def act(me: Officer, oa_id: str, number: int) -> str:
            room.register.take(oa_id, number, me.admin_id, room.parts.now())
            return f"Chị đã nhận V{number}. Cán bộ khác không bị báo thêm về việc này."

        return _acted(room, code, act)

    @page.post("/<code>/da-bao")
    @needs(Permission.CASES)
    def notified(code: str) -> ResponseReturnValue:
        def act(me: Officer, oa_id: str, number: int) -> str:
            room.register.notified(oa_id, number, me.admin_id, room.parts.now())
            return "Đã ghi là chị đã báo Chủ tịch UBND."

        return _acted(room, code, act)

    @page.post("/<code>/ghi-chu")
    @needs(Permission.CASES)
    def remark(code: str) -> ResponseReturnValue:
        form = NoteForm()
        if not form.validate_on_submit():
            return _opened(room, number_of(code), form, EndForm(formdata=None)), 422

        def act(me: Officer, oa_id: str, number: int) -> str:
            words = form.words.data
            key = f"console {number} {me.admin_id} {form.token.data} {words}"
            room.register.remark(oa_id, number, me.admin_id, words, key, room.parts.now())
            return "Đã ghi vào sổ của hồ sơ."

        return _acted(room, code, act)


def _ending(page: Blueprint, room: Room) -> None:
    @page.post("/<code>/dong")
    @needs(Permission.CASES)
    def close(code: str) -> ResponseReturnValue:
        form = EndForm()
        if not form.validate_on_submit() or not form.told:
            if not form.outcome.errors and not form.told:
                form.other.errors = ["Chị ghi kết quả vào ô này."]
            return _opened(room, number_of(code), NoteForm(formdata=None), form), 422

        def act(me: Officer, oa_id: str, number: int) -> str:
            keep = timedelta(days=room.roster.settings(oa_id).case_retention_days)
            room.register.close(oa_id, number, me.admin_id, form.told, room.parts.now(), keep)
            return f"Đã đóng V{number}. Sau {keep.days} ngày, nội dung hồ sơ tự hủy."

        return _acted(room, code, act)


def _acted(room: Room, code: str, act: Callable[[Officer, str, int], str]) -> ResponseReturnValue:
    """Do it, say so, and show the case; what cannot be done is said too."""
    colleagues, number = Colleagues(room.parts), number_of(code)
    me = colleagues.require_named()
    try:
        flash(act(me, colleagues.oa_id, number), "success")
    except CaseTaken as error:
        flash(f"{colleagues.name(error.by)} đã nhận việc này trước chị.", "danger")
    except CaseClosed as error:
        flash(error.public_message, "danger")
    return redirect(url_for("cases.show", code=f"V{number}"))


def _notice(page: Blueprint, room: Room) -> None:
    @page.get("/<code>/thong-bao")
    @needs(Permission.CASES)
    def notice(code: str) -> ResponseReturnValue:
        colleagues = Colleagues(room.parts)
        me, now = colleagues.require_named(), room.parts.now()
        number = number_of(code)
        case = room.register.look(colleagues.oa_id, number, me.admin_id, "notice", now).case
        title, *lines = case_files.notice(current_account().name, case, colleagues).splitlines()
        return render_template(
            "console/cases/notice.html",
            case=case,
            title=title,
            lines=lines,
            blanks=duty.to_complete(now),
            missing=duty.missing_basis(case.category),
        )

    @page.get("/<code>/thong-bao.docx")
    @needs(Permission.CASES)
    def notice_file(code: str) -> ResponseReturnValue:
        from bot.cases.notice import notice_file as written  # its package is slow to load

        colleagues = Colleagues(room.parts)
        me, now = colleagues.require_named(), room.parts.now()
        number = number_of(code)
        case = room.register.look(colleagues.oa_id, number, me.admin_id, "notice", now).case
        brief = in_brief(case, colleagues.name(case.taken_by))
        answer = Response(written(current_account().name, brief, now), mimetype=WORD_FILE)
        answer.headers.set("Content-Disposition", "attachment", filename="thong-bao.docx")
        return answer
