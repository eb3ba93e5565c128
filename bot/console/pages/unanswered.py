"""Câu hỏi chưa trả lời được: groups of questions, answered once for all who asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import SelectMultipleField, StringField, TextAreaField
from wtforms.widgets import CheckboxInput, ListWidget

from bot.console.access import Permission, needs
from bot.console.audit import audited
from bot.console.forms import at_most, filled, stripped
from bot.console.parts import ConsoleParts
from bot.console.session import current_oa, current_officer
from bot.conversation import ConversationStore
from bot.exchanges.telling import Telling
from bot.faq.basis import UnknownBasis, read_basis
from bot.faq.content import MAX_ANSWER, MAX_QUESTION, FaqContent, InvalidContent
from bot.faq.life_cycle import FaqLifeCycle
from bot.faq.live import bell
from bot.store.consents import ConsentRepository
from bot.store.exchange_models import GroupState
from bot.store.faq_records import Faq
from bot.store.faqs import FaqRepository, UnknownFaq
from bot.store.unanswered import OpenQuestion, QuestionGroup, UnansweredQuestions
from bot.store.waiting_answers import WaitingAnswers
from knowledge.day import today

A_PAGE = 25
MOST_SHOWN, MOST_VARIANTS, LONGEST_VARIANT = 20, 10, 150
TABS = {
    "cho": ("Chờ trả lời", GroupState.OPEN),
    "da-soan": ("Đã soạn", GroupState.ANSWERED),
    "bo-qua": ("Đã bỏ qua", GroupState.DISMISSED),
}
DRAFTED = "Đã lưu bản nháp {}. Khi câu này được đăng, chị quay lại đây gửi cho những người đã hỏi."
TAKEN = "Nhóm câu hỏi này đã có người soạn câu trả lời rồi."


class AnswerForm(FlaskForm):  # type: ignore[misc]
    """The answer for all who asked."""

    question = StringField(
        "Câu hỏi", filters=[stripped], validators=[filled(), at_most(MAX_QUESTION)]
    )
    answer = TextAreaField(
        "Câu trả lời", filters=[stripped], validators=[filled(), at_most(MAX_ANSWER)]
    )
    basis = TextAreaField("Căn cứ pháp luật", filters=[stripped], validators=[at_most(1000)])
    variants = SelectMultipleField(
        "Cũng hỏi như thế",
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


@dataclass(frozen=True, slots=True)
class Page:
    """What ``pager`` needs: where the next page begins, and whether this is the first."""

    next: str
    first: bool


class Desk:
    """What the pages of open questions do, beside showing."""

    def __init__(self, parts: ConsoleParts) -> None:
        database, secret = parts.database, parts.secret_key
        self._parts = parts
        self.questions = UnansweredQuestions(database, secret)
        self.faqs = FaqRepository(database)
        self._life_cycle = FaqLifeCycle(database, parts.library, bell(parts.redis), parts.now)
        days = timedelta(days=parts.settings.conversation_ttl_days)
        self._telling = Telling(
            self.questions,
            WaitingAnswers(database, secret),
            ConsentRepository(database),
            ConversationStore(parts.redis, days),
        )

    def group(self, group_id: int) -> QuestionGroup:
        """One of this account's. Raises ``GroupUnknown``."""
        return self.questions.group(current_oa(), group_id, self._parts.now())

    def page(self, state: GroupState, after: str) -> tuple[list[QuestionGroup], Page]:
        """The groups behind ``after``, a page of them."""
        count, _, group = after.partition("-")
        behind = (int(count), int(group)) if count.isdecimal() and group.isdecimal() else None
        found = self.questions.groups(current_oa(), state, self._parts.now(), A_PAGE + 1, behind)
        last = found[A_PAGE - 1] if len(found) > A_PAGE else None
        following = f"{last.count}-{last.id}" if last else ""
        return found[:A_PAGE], Page(following, behind is None)

    def faqs_of(self, groups: list[QuestionGroup]) -> dict[int, Faq]:
        """The FAQs that were written for these groups, by their ids."""
        wanted = [each.faq_id for each in groups if each.faq_id]
        return {each.id: each for each in self.faqs.several(wanted)}

    def draft(self, group: QuestionGroup, form: AnswerForm, asked: list[OpenQuestion]) -> Faq:
        """A draft for the group, which counts as answered from now on. Raises ``InvalidContent``,
        ``UnknownBasis``.
        """
        now, ticked = self._parts.now(), set(form.variants.data or ())
        library = self._parts.library(group.oa_id)
        content = FaqContent(
            form.question.data,
            form.answer.data,
            tuple(each.text for each in asked if each.id in ticked),
            read_basis(form.basis.data or "", library, today(now)),
        )
        officer, origin = current_officer(), f"group:{group.id}"
        faq = self._life_cycle.draft(group.oa_id, content, officer, origin=origin)
        self.questions.close(group.oa_id, group.id, GroupState.ANSWERED, now, faq.id)
        return faq

    def use(self, group: QuestionGroup, code: str) -> Faq:
        """An FAQ that is there already answers the group. Raises ``UnknownFaq``."""
        number = code.strip().upper().removeprefix("F")
        faq = self.faqs.get(int(number)) if number.isdecimal() and len(number) < 9 else None
        if faq is None or faq.oa_id not in ("", group.oa_id):
            raise UnknownFaq
        now = self._parts.now()
        self.questions.close(group.oa_id, group.id, GroupState.ANSWERED, now, faq.id)
        return faq

    def move(self, group_id: int, state: GroupState) -> None:
        """Put a group aside, or take it up again. Raises ``GroupUnknown``."""
        self.questions.close(current_oa(), group_id, state, self._parts.now())

    def may_be_told(self, group: QuestionGroup) -> int:
        """How many of those who asked would get the answer now."""
        wait = group.state is GroupState.ANSWERED and group.askers and not group.told_at
        return self._telling.may_be_told(group, self._parts.now()) if wait else 0

    def tell(self, group: QuestionGroup) -> int:
        """Send the answer to those who asked. Raises ``NotPublished``, ``UnknownFaq``."""
        faq = self.faqs.get(group.faq_id or 0)
        return self._telling.tell(group, faq, current_officer().id, self._parts.now())


def make_blueprint(parts: ConsoleParts) -> Blueprint:
    """The pages."""
    page = Blueprint("unanswered", __name__, url_prefix="/chua-tra-loi")
    desk = Desk(parts)
    _reading(page, desk)
    _answering(page, desk)
    _moving(page, desk)
    return page


def _reading(page: Blueprint, desk: Desk) -> None:
    @page.get("")
    @needs(Permission.TALK)
    def index() -> ResponseReturnValue:
        chosen = request.args.get("loc", "")
        tab = chosen if chosen in TABS else "cho"
        groups, pager = desk.page(TABS[tab][1], request.args.get("sau", ""))
        return render_template(
            "console/unanswered/list.html",
            groups=groups,
            page=pager,
            tab=tab,
            tabs={key: name for key, (name, _) in TABS.items()},
            faqs=desk.faqs_of(groups),
        )

    @page.get("/<int:group_id>")
    @needs(Permission.TALK)
    def show(group_id: int) -> ResponseReturnValue:
        group = desk.group(group_id)
        asked = desk.questions.questions(group.id, MOST_SHOWN)
        form = AnswerForm(question=group.label)
        form.variants.choices = _variants(group, asked)
        form.variants.data = [number for number, _ in form.variants.choices]
        return _shown(desk, group, asked, form)


def _answering(page: Blueprint, desk: Desk) -> None:
    @page.post("/<int:group_id>")
    @needs(Permission.WRITE_FAQ)
    def draft(group_id: int) -> ResponseReturnValue:
        group = desk.group(group_id)
        if group.state is GroupState.ANSWERED:
            flash(TAKEN, "warning")
            return redirect(url_for("unanswered.show", group_id=group.id))
        asked = desk.questions.questions(group.id, MOST_SHOWN)
        form = AnswerForm()
        form.variants.choices = _variants(group, asked)
        if not form.validate_on_submit():
            return _shown(desk, group, asked, form), 422
        try:
            faq = desk.draft(group, form, asked)
        except (InvalidContent, UnknownBasis) as error:
            flash(error.public_message, "danger")
            return _shown(desk, group, asked, form), 422
        audited("question_group_answered", f"group:{group.id} {faq.code}")
        flash(DRAFTED.format(faq.code), "success")
        return redirect(f"{request.script_root}/faq/{faq.id}")

    @page.post("/<int:group_id>/dung-cau-co-san")
    @needs(Permission.WRITE_FAQ)
    def use(group_id: int) -> ResponseReturnValue:
        group = desk.group(group_id)
        try:
            faq = desk.use(group, request.form.get("code", ""))
        except UnknownFaq:
            flash("Không có câu hỏi đáp nào mang mã này. Mã đúng có dạng F12.", "danger")
            return redirect(url_for("unanswered.show", group_id=group.id))
        audited("question_group_answered", f"group:{group.id} {faq.code}")
        flash(f"Nhóm câu hỏi này được trả lời bằng câu {faq.code}.", "success")
        return redirect(url_for("unanswered.show", group_id=group.id))


def _moving(page: Blueprint, desk: Desk) -> None:
    @page.post("/<int:group_id>/bo-qua")
    @needs(Permission.WRITE_FAQ)
    def dismiss(group_id: int) -> ResponseReturnValue:
        desk.move(group_id, GroupState.DISMISSED)
        audited("question_group_dismissed", f"group:{group_id}")
        flash("Đã bỏ qua nhóm câu hỏi. Cần thì chị mở lại ở mục Đã bỏ qua.", "success")
        return redirect(url_for("unanswered.index"))

    @page.post("/<int:group_id>/mo-lai")
    @needs(Permission.WRITE_FAQ)
    def reopen(group_id: int) -> ResponseReturnValue:
        desk.move(group_id, GroupState.OPEN)
        audited("question_group_reopened", f"group:{group_id}")
        flash("Đã mở lại nhóm câu hỏi.", "success")
        return redirect(url_for("unanswered.show", group_id=group_id))

    @page.post("/<int:group_id>/gui")
    @needs(Permission.WRITE_FAQ)
    def tell(group_id: int) -> ResponseReturnValue:
        told = desk.tell(desk.group(group_id))
        audited("question_group_told", f"group:{group_id} {told}")
        if told:
            flash(f"Đang gửi câu trả lời cho {told} người. Mỗi người nhận một lần.", "success")
        else:
            flash("Không còn ai nhận được: họ đã quá lâu không nhắn, hoặc không cho.", "warning")
        return redirect(url_for("unanswered.show", group_id=group_id))


def _shown(desk: Desk, group: QuestionGroup, asked: list[OpenQuestion], form: AnswerForm) -> str:
    faq = desk.faqs_of([group]).get(group.faq_id or 0)
    return render_template(
        "console/unanswered/group.html",
        group=group,
        asked=asked,
        form=form,
        faq=faq,
        waiting=desk.may_be_told(group),
    )


def _variants(group: QuestionGroup, asked: list[OpenQuestion]) -> list[tuple[int, str]]:
    """Other ways to ask: each once, the short ones out of which nothing was masked."""
    found: dict[str, int] = {}
    for each in asked:
        usual = len(each.text) <= LONGEST_VARIANT and "[" not in each.text
        if usual and each.text.casefold() != group.label.casefold():
            found.setdefault(each.text, each.id)
    return [(number, text) for text, number in found.items()][:MOST_VARIANTS]
