"""Her own account: password, second factor, sessions."""

from __future__ import annotations

from flask import Blueprint, render_template

from bot.console.access import Permission, needs
from bot.console.parts import ConsoleParts


def make_blueprint(parts: ConsoleParts) -> Blueprint:
    """The pages."""
    page = Blueprint("account", __name__, url_prefix="/tai-khoan")

    @page.get("")
    @needs(Permission.SEE)
    def index() -> str:
        return render_template("console/account.html")

    return page
