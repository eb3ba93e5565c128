"""What an account chooses for itself."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.console.access import Permission, needs
from bot.console.account_choices import CHOICES, InvalidChoice, changed, chosen
from bot.console.audit import audited
from bot.console.forms import EmptyForm
from bot.console.parts import ConsoleParts
from bot.console.session import current_oa
from bot.store.rosters import RosterRepository


def make_blueprint(parts: ConsoleParts) -> Blueprint:
    """The page."""
    page = Blueprint("account_settings", __name__, url_prefix="/quan-tri/cai-dat")
    rosters = RosterRepository(parts.database)

    @page.route("", methods=["GET", "POST"])
    @needs(Permission.ADMINISTER)
    def index() -> ResponseReturnValue:
        settings, form = chosen(rosters, current_oa()), EmptyForm()
        values, problems = settings.model_dump(), dict[str, str]()
        if form.validate_on_submit():
            try:
                changes = changed(settings, request.form)
            except InvalidChoice as error:
                values, problems = {**values, **request.form}, error.problems
            else:
                for name, value in changes.items():
                    rosters.put_setting(current_oa(), name, value)
                    audited("account_setting_changed", f"{current_oa()}:{name}")
                flash("Đã lưu." if changes else "Không có gì thay đổi.", "success")
                return redirect(url_for("account_settings.index"))
        return render_template(
            "console/administration/settings.html",
            choices=CHOICES,
            values=values,
            problems=problems,
            form=form,
        )

    return page
