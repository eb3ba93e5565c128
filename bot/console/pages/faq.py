"""Câu hỏi thường gặp: the list, one FAQ with its versions, the form with its preview."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import Optional

from bot.console.access import Permission, needs
from bot.console.faq_desk import FaqDesk, Written, warnings
from bot.console.forms import DayField, at_most, filled, stripped
from bot.console.parts import ConsoleParts
from bot.console.session import current_oa, current_officer
from bot.faq.content import MAX_ANSWER, MAX_QUESTION, FaqContent, Problem, errors
from bot.faq.refusals import STATE_NAMES
from bot.store.faq_models import FaqAct, FaqState
from bot.store.faq_records import Faq

A_PAGE = 25
MOST_CHANGES = 30
KINDS = {
    FaqState.DRAFT: "quiet",
    FaqState.CHECKED: "waiting",
    FaqState.APPROVED: "waiting",
    FaqState.PUBLISHED: "good",
    FaqState.UNPUBLISHED: "quiet",
}
TABS = {
    "tat-ca": ("Tất cả", tuple(FaqState)),
    "nhap": ("Bản nháp", (FaqState.DRAFT,)),
    "cho-duyet": ("Chờ duyệt", (FaqState.CHECKED,)),
    "cho-dang": ("Chờ đăng", (FaqState.APPROVED,)),
    "dang-dung": ("Đang đăng", (FaqState.PUBLISHED,)),
    "da-go": ("Đã gỡ", (FaqState.UNPUBLISHED,)),
}
ACTS = {
    FaqAct.DRAFTED: "soạn",
    FaqAct.EDITED: "sửa",
    FaqAct.CHECKED: "soát",
    FaqAct.SENT_BACK: "trả lại",
    FaqAct.APPROVED: "duyệt",
    FaqAct.PUBLISHED: "đăng",
    FaqAct.UNPUBLISHED: "gỡ",
    FaqAct.ROLLED_BACK: "quay lại bản cũ",
    FaqAct.WITHDRAWN: "bỏ",
}


class FaqForm(FlaskForm):  # type: ignore[misc]
    """An FAQ as an officer writes it; ``version`` is the one that she had before her."""

    question = StringField(
        "Câu hỏi", filters=[stripped], validators=[filled(), at_most(MAX_QUESTION)]
    )
    answer = TextAreaField(
        "Câu trả lời",
        filters=[stripped],
        validators=[filled(), at_most(MAX_ANSWER)],
        render_kw={"rows": 8},
    )
    variants = TextAreaField("Cách hỏi khác, mỗi dòng một cách", render_kw={"rows": 3})
    basis = TextAreaField("Căn cứ pháp luật, mỗi dòng một căn cứ", render_kw={"rows": 2})
    expires_on = DayField("Thôi dùng từ ngày", validators=[Optional()])
    why = StringField("Lý do sửa", filters=[stripped], validators=[at_most(300)])
    version = HiddenField()

    def written(self) -> Written:
        """What she wrote."""
        return Written(
            self.question.data or "",
            self.answer.data or "",
            self.variants.data or "",
            self.basis.data or "",
            self.expires_on.data,
        )


@dataclass(frozen=True, slots=True)
class Page:
    """What ``pager`` needs."""

    next: str
    first: bool


def make_blueprint(parts: ConsoleParts) -> Blueprint:
    """The pages under /faq."""
    page, desk = Blueprint("faq", __name__), FaqDesk(parts)
    _add_list(page, desk)
    _add_one(page, desk)
    _add_form(page, desk)
    _add_edit(page, desk)
    return page


def _add_list(page: Blueprint, desk: FaqDesk) -> None:
    @page.get("/faq")
    @needs(Permission.WRITE_FAQ)
    def several() -> ResponseReturnValue:
        tab = request.args.get("buoc", "tat-ca")
        tab = tab if tab in TABS else "tat-ca"
        words, after = request.args.get("tim", "").strip(), request.args.get("sau", "")
        before = int(after) if after.isdecimal() and len(after) < 10 else None
        found = desk.faqs.page(
            current_oa(), TABS[tab][1], before=before, words=words, limit=A_PAGE + 1
        )
        following = str(found[A_PAGE - 1].id) if len(found) > A_PAGE else ""
        return render_template(
            "console/faq/list.html",
            faqs=found[:A_PAGE],
            page=Page(following, before is None),
            tab=tab,
            tabs=_tabs(desk),
            words=words,
            day=desk.day,
            states=STATE_NAMES,
            kinds=KINDS,
        )


def _add_one(page: Blueprint, desk: FaqDesk) -> None:
    @page.get("/faq/<int:number>")
    @needs(Permission.WRITE_FAQ)
    def one(number: int) -> ResponseReturnValue:
        faq = desk.get(current_oa(), number)
        versions = desk.faqs.versions(number)
        found = desk.findings(faq)
        return render_template(
            "console/faq/one.html",
            faq=faq,
            basis=desk.basis(faq.oa_id, faq.content),
            bubbles=desk.preview.bubbles(current_oa(), faq.content, faq.id),
            events=list(reversed(desk.life.history(number))),
            versions=list(reversed(versions)),
            faults=[each.message for each in errors(found)],
            remarks=warnings(found),
            doubles=desk.life.similar(current_oa(), faq.content, faq.id),
            mine=faq.written_by == current_officer().id,
            names=desk.names(current_oa()),
            day=desk.day,
            states=STATE_NAMES,
            kinds=KINDS,
            acts=ACTS,
        )

    @page.get("/faq/<int:number>/so-sanh")
    @needs(Permission.WRITE_FAQ)
    def compare(number: int) -> ResponseReturnValue:
        faq = desk.get(current_oa(), number)
        known = {each.version: each for each in desk.faqs.versions(number)}
        new = known.get(_number("moi") or faq.version, known[faq.version])
        old = known.get(_number("cu") or max(1, new.version - 1), known[1])
        changes = desk.compared(faq.oa_id, old.content, new.content)
        return render_template(
            "console/faq/compare.html", faq=faq, old=old, new=new, changes=changes
        )


def _add_form(page: Blueprint, desk: FaqDesk) -> None:
    @page.route("/faq/moi", methods=["GET", "POST"])
    @needs(Permission.WRITE_FAQ)
    def new() -> ResponseReturnValue:
        form = FaqForm()
        if form.validate_on_submit() and "preview" not in request.form:
            content, found = desk.content(current_oa(), form.written())
            if not (faults := _stopping(found)):
                faq = desk.life.draft(current_oa(), content, current_officer(), form.why.data or "")
                flash(f"Đã lưu bản nháp {faq.code}.", "success")
                return redirect(url_for(".one", number=faq.id))
            _put(form, faults)
        return _form_page(desk, form, None)


def _add_edit(page: Blueprint, desk: FaqDesk) -> None:
    @page.route("/faq/<int:number>/sua", methods=["GET", "POST"])
    @needs(Permission.WRITE_FAQ)
    def edit(number: int) -> ResponseReturnValue:
        faq = desk.get(current_oa(), number)
        form = FaqForm(obj=desk.written(faq), version=str(faq.version))
        if form.validate_on_submit() and "preview" not in request.form:
            content, found = desk.content(current_oa(), form.written())
            if not (faults := _stopping(found)):
                based_on = int(form.version.data) if (form.version.data or "").isdecimal() else None
                why = form.why.data or ""
                desk.life.edit(number, content, current_officer(), why, based_on)
                flash(f"Đã lưu bản mới của {faq.code}.", "success")
                return redirect(url_for(".one", number=number))
            _put(form, faults)
        return _form_page(desk, form, faq)

    @page.post("/faq/xem-truoc")
    @needs(Permission.WRITE_FAQ)
    def look() -> ResponseReturnValue:
        form, number = FaqForm(), request.form.get("number", "")
        faq = desk.get(current_oa(), int(number)) if number.isdecimal() else None
        return render_template("console/faq/_preview.html", **_preview(desk, form, faq))


def _tabs(desk: FaqDesk) -> list[tuple[str, str, int]]:
    counts = desk.faqs.counts(current_oa())
    return [(name, label, sum(counts[s] for s in of)) for name, (label, of) in TABS.items()]


def _number(name: str) -> int:
    said = request.args.get(name, "")
    return int(said) if said.isdecimal() and len(said) < 7 else 0


def _form_page(desk: FaqDesk, form: FaqForm, faq: Faq | None) -> ResponseReturnValue:
    status = 422 if form.errors else 200
    shown = _preview(desk, form, faq) if form.question.data and form.answer.data else {}
    return render_template("console/faq/form.html", form=form, faq=faq, **shown), status


def _preview(desk: FaqDesk, form: FaqForm, faq: Faq | None) -> dict[str, object]:
    """What people would get, and what is to be said about it."""
    content, found = desk.content(current_oa(), form.written())
    doubles = desk.life.similar(current_oa(), content, faq.id if faq else None)
    number = faq.id if faq else None
    return {
        "bubbles": desk.preview.bubbles(current_oa(), content, number) if _whole(content) else [],
        "asked": content.question,
        "faults": list(dict.fromkeys(each.message for each in errors(found))),
        "remarks": warnings(found),
        "doubles": doubles,
        "basis": desk.basis(current_oa(), content),
    }


def _whole(content: FaqContent) -> bool:
    return bool(content.question and content.answer)


def _stopping(found: list[Problem]) -> list[Problem]:
    """A draft may wait for better law; only what cannot be read or kept stops it."""
    return [each for each in errors(found) if each.field != "citations"]


def _put(form: FaqForm, faults: list[Problem]) -> None:
    """Under the fields that they belong to."""
    for fault in faults:
        field = form[fault.field] if fault.field in form else form.answer
        field.errors = [*field.errors, fault.message]
