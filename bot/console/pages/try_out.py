"""Hỏi thử: an officer asks as a person would, sees the bubbles, and why this answer came."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import structlog
from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import Optional

from bot.console.access import Permission, needs
from bot.console.forms import DayField, at_most, filled, stripped
from bot.console.pages.law_library import answers_from
from bot.console.parts import ConsoleParts
from bot.console.reasons import MOST_TERMS, reasons
from bot.console.session import current_account, current_oa, current_officer
from bot.console.trial import Setting, Trial, Trials, ask
from bot.console.wording import INTENTS, REQUESTS, SEVERITIES, SEVERITY_KINDS
from bot.errors import BotError
from bot.staff.roster import Roster
from bot.store.rosters import RosterRepository
from handlers.turn import Organisation
from knowledge.day import today
from knowledge.explain_table import (
    KIND_NAMES,
    asked_words,
    first_words,
    number,
    rank_words,
    standing_words,
)

log = structlog.get_logger(__name__)

LONGEST = 1000
EXAMPLES = (
    "ly hôn cần giấy tờ gì",
    "con toi moi sinh lam giay khai sinh o dau",
    "mức đóng bảo hiểm xã hội tự nguyện",
)
_WORDS = {
    "KIND_NAMES": KIND_NAMES,
    "MOST_TERMS": MOST_TERMS,
    "asked_words": asked_words,
    "first_words": first_words,
    "rank_words": rank_words,
    "score": number,
    "standing_words": standing_words,
}
_FIRST_DAY, _LAST_DAY = date(1990, 1, 1), date(2100, 1, 1)


class QuestionForm(FlaskForm):  # type: ignore[misc]
    """A question as a person types it, and the day whose law counts."""

    text = TextAreaField(
        "Câu hỏi",
        filters=[stripped],
        validators=[filled("Chị viết câu hỏi vào ô này."), at_most(LONGEST)],
        render_kw={"rows": 2, "enterkeyhint": "send"},
    )
    day = DayField("Trả lời theo luật của ngày", validators=[Optional()])

    def validate_day(self, field: DayField) -> None:
        """A day that the library can know of."""
        if field.data and not _FIRST_DAY <= field.data <= _LAST_DAY:
            field.data = None


def make_blueprint(parts: ConsoleParts) -> Blueprint:
    """The pages."""
    page, trials = Blueprint("try_out", __name__, url_prefix="/hoi-thu"), Trials(parts.redis)
    roster = Roster(RosterRepository(parts.database))
    page.record_once(lambda state: state.app.jinja_env.globals.update(_WORDS))

    def load() -> Trial:
        return trials.load(current_oa(), current_officer().id)

    @page.get("")
    @needs(Permission.SEE)
    def index() -> str:
        trial = load()
        return _shown(parts, trial, QuestionForm(formdata=None, day=trial.day))

    @page.post("")
    @needs(Permission.SEE)
    def put() -> ResponseReturnValue:
        form, trial = QuestionForm(), load()
        if not form.validate_on_submit():
            return _shown(parts, trial, form), 422
        day = form.day.data if "day" in request.form else trial.day
        trial = replace(trial, day=None if day == today(parts.now()) else day)
        trials.save(
            current_oa(),
            current_officer().id,
            ask(trial, form.text.data, _setting(parts, roster)),
        )
        return redirect(url_for("try_out.index", _anchor="moi-nhat"))

    @page.post("/lam-moi")
    @needs(Permission.SEE)
    def forget() -> ResponseReturnValue:
        trials.forget(current_oa(), current_officer().id)
        flash("Đã xóa cuộc hỏi thử. Chị bắt đầu lại từ đầu.", "success")
        return redirect(url_for("try_out.index"))

    _add_reasons(page, parts, load)
    return page


def _add_reasons(page: Blueprint, parts: ConsoleParts, load: Callable[[], Trial]) -> None:
    """Why an answer came."""

    @page.get("/vi-sao/<int:number>")
    @needs(Permission.SEE)
    def why(number: int) -> ResponseReturnValue:
        asked = load().numbered(number)
        if asked is None:
            abort(404)
        found = reasons(answers_from(parts), asked, request.args.get("dieu"), today(parts.now()))
        return render_template(
            "console/try/why.html",
            asked=asked,
            found=found,
            intents=INTENTS,
            severities=SEVERITIES,
            severity_kinds=SEVERITY_KINDS,
        )


def _shown(parts: ConsoleParts, trial: Trial, form: QuestionForm) -> str:
    return render_template(
        "console/try/ask.html",
        trial=trial,
        form=form,
        examples=EXAMPLES,
        intents=INTENTS,
        severities=SEVERITIES,
        severity_kinds=SEVERITY_KINDS,
        requests=REQUESTS,
        today=today(parts.now()),
    )


def _setting(parts: ConsoleParts, roster: Roster) -> Setting:
    account, now = current_account(), parts.now()
    try:
        speaker = Organisation(account.name, roster.safe_word(account.oa_id))
    except BotError:  # the name is enough
        speaker = Organisation(account.name)
    return Setting(answers_from(parts), now, speaker, roster.staffing(account.oa_id, now))
