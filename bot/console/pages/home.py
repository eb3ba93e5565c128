"""Where the console begins, what is behind "Thêm", and the change to another account."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.console.access import Permission, needs
from bot.console.parts import ConsoleParts
from bot.console.presentation import places
from bot.console.session import switch_to


def make_blueprint(parts: ConsoleParts) -> Blueprint:
    """The pages."""
    page = Blueprint("home", __name__)

    @page.get("/")
    @needs(Permission.SEE)
    def index() -> ResponseReturnValue:
        return redirect(f"{request.script_root}{places()[0].path}")

    @page.get("/them")
    @needs(Permission.SEE)
    def more() -> ResponseReturnValue:
        return render_template("console/more.html")

    @page.post("/doi-trang")
    @needs(Permission.SEE)
    def switch() -> ResponseReturnValue:
        if not switch_to(request.form.get("oa", "")):
            abort(404)
        return redirect(url_for("home.index"))

    return page
