"""Tokens with which programs speak to the API: made, shown once, revoked."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, StringField
from wtforms.fields.choices import SelectChoice

from bot.console.access import Permission, needs
from bot.console.audit import audited
from bot.console.forms import at_most, filled, stripped
from bot.console.parts import ConsoleParts
from bot.console.session import current_oa, current_officer
from bot.store.api_tokens import ApiTokens, Scope
from bot.store.console_models import TOKEN_NAME_LENGTH

ADMIN = needs(Permission.ADMINISTER)
SCOPE_NAMES = {Scope.DRAFT: "gửi bản nháp", Scope.PUBLISH: "đăng ngay"}
LIVES = [
    SelectChoice("90", "3 tháng"),
    SelectChoice("365", "1 năm"),
    SelectChoice("", "Không thời hạn, đến khi thu hồi"),
]


class TokenForm(FlaskForm):  # type: ignore[misc]
    """A new token."""

    name = StringField(
        "Dùng cho việc gì", filters=[stripped], validators=[filled(), at_most(TOKEN_NAME_LENGTH)]
    )
    publish = BooleanField("Được đăng ngay, không qua duyệt ở đây")
    lives = RadioField("Dùng trong", choices=LIVES, default="365")


def make_blueprint(parts: ConsoleParts) -> Blueprint:
    """The pages."""
    page = Blueprint("api_tokens", __name__, url_prefix="/quan-tri/ma-ket-noi")
    page.add_app_template_filter(SCOPE_NAMES.__getitem__, "scope_name")
    tokens = ApiTokens(parts.database)
    _lists(page, parts, tokens)
    _creating(page, parts, tokens)
    return page


def _lists(page: Blueprint, parts: ConsoleParts, tokens: ApiTokens) -> None:
    @page.get("")
    @ADMIN
    def index() -> str:
        found = tokens.list(current_oa())
        return render_template(
            "console/administration/api_tokens.html", tokens=found, now=parts.now()
        )

    @page.post("/<int:token_id>/thu-hoi")
    @ADMIN
    def revoke(token_id: int) -> ResponseReturnValue:
        if not tokens.revoke(current_oa(), token_id):
            abort(404)
        audited("api_token_revoked", f"token:{token_id}")
        flash("Đã thu hồi mã.", "success")
        return redirect(url_for("api_tokens.index"))


def _creating(page: Blueprint, parts: ConsoleParts, tokens: ApiTokens) -> None:
    @page.route("/moi", methods=["GET", "POST"])
    @ADMIN
    def create() -> ResponseReturnValue:
        form = TokenForm()
        if not form.validate_on_submit():
            return render_template("console/administration/api_token_new.html", form=form)
        scopes = list(Scope) if form.publish.data else [Scope.DRAFT]
        ends = parts.now() + timedelta(days=int(form.lives.data)) if form.lives.data else None
        token, secret = tokens.create(current_oa(), form.name.data, scopes, current_officer(), ends)
        audited("api_token_created", f"token:{token.id}")
        return render_template(
            "console/administration/api_token_shown.html", token=token, secret=secret
        )
