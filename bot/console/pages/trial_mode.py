"""An account on trial: only officers and listed people are answered."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import StringField

from bot.console.access import Permission, needs
from bot.console.account_choices import chosen
from bot.console.audit import audited
from bot.console.forms import at_most, stripped
from bot.console.parts import ConsoleParts
from bot.console.session import current_oa
from bot.store.models import ID_LENGTH
from bot.store.rosters import RosterRepository
from bot.store.trial_people import TrialPeople

ADMIN = needs(Permission.ADMINISTER)


class WordForm(FlaskForm):  # type: ignore[misc]
    """The word with which people join."""

    word = StringField("Từ vào danh sách", filters=[stripped], validators=[at_most(40)])


def make_blueprint(parts: ConsoleParts) -> Blueprint:
    """The pages."""
    page = Blueprint("trial_mode", __name__, url_prefix="/quan-tri/chay-thu")
    rosters, people = RosterRepository(parts.database), TrialPeople(parts.database)
    _state(page, rosters, people)
    _list(page, people)
    return page


def _state(page: Blueprint, rosters: RosterRepository, people: TrialPeople) -> None:
    @page.get("")
    @ADMIN
    def index() -> str:
        settings = chosen(rosters, current_oa())
        return render_template(
            "console/administration/trial.html",
            settings=settings,
            form=WordForm(word=settings.trial_word),
            people=people.list(current_oa()),
        )

    @page.post("/bat-tat")
    @ADMIN
    def switch() -> ResponseReturnValue:
        on = bool(request.form.get("on"))
        rosters.put_setting(current_oa(), "trial_mode", on or None)
        audited("trial_started" if on else "trial_ended", current_oa())
        return _done("Đang chạy thử." if on else "Trợ lý trả lời tất cả mọi người.")

    @page.post("/tu")
    @ADMIN
    def word() -> ResponseReturnValue:
        form = WordForm()
        if not form.validate_on_submit():
            abort(400)
        rosters.put_setting(current_oa(), "trial_word", form.word.data or None)
        audited("trial_word_changed", current_oa())
        return _done("Đã lưu.")


def _list(page: Blueprint, people: TrialPeople) -> None:
    @page.post("/them")
    @ADMIN
    def add() -> ResponseReturnValue:
        person = request.form.get("person", "").strip()
        if not person.isalnum() or len(person) > ID_LENGTH:
            flash("Mã Zalo là một dãy số viết liền.", "danger")
            return redirect(url_for("trial_mode.index"))
        people.add(current_oa(), person)
        return _changed()

    @page.post("/bo")
    @ADMIN
    def remove() -> ResponseReturnValue:
        people.remove(current_oa(), request.form.get("person", ""))
        return _changed()

    @page.post("/bo-tat-ca")
    @ADMIN
    def clear() -> ResponseReturnValue:
        people.clear(current_oa())
        return _changed()


def _changed() -> ResponseReturnValue:
    audited("trial_list_changed", current_oa())
    return _done("Đã lưu danh sách.")


def _done(sentence: str) -> ResponseReturnValue:
    flash(sentence, "success")
    return redirect(url_for("trial_mode.index"))
