"""What is done to an FAQ: check, send back, approve, publish, take down, go back, put away."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.console.access import Permission, needs
from bot.console.faq_desk import FaqDesk
from bot.console.parts import ConsoleParts
from bot.console.session import current_oa, current_officer
from bot.errors import BotError
from bot.faq.life_cycle import FaqLifeCycle
from bot.store.admins import Admin
from bot.store.faq_records import Faq

LONGEST_WHY = 300


Act = Callable[[Faq, Admin, int | None, str], Faq]


def make_blueprint(parts: ConsoleParts) -> Blueprint:
    """The buttons of the pages under /faq."""
    page, desk = Blueprint("faq_acts", __name__), FaqDesk(parts)
    for name, permission, act, told in _acts(desk.life):
        view = needs(permission)(_view(desk, act, told))
        page.add_url_rule(f"/faq/<int:number>/{_ADDRESSES[name]}", name, view, methods=["POST"])
    _add_gates(page, desk)
    return page


_ADDRESSES = {
    "check": "soat",
    "send_back": "tra-lai",
    "approve": "duyet",
    "publish": "dang",
    "unpublish": "go",
    "roll_back": "quay-lai",
    "withdraw": "bo",
}


def _acts(life: FaqLifeCycle) -> list[tuple[str, Permission, Act, str]]:
    """Each act: its name, what it needs, what it does, what is said then."""
    check, approve, write = Permission.CHECK_FAQ, Permission.APPROVE_FAQ, Permission.WRITE_FAQ
    return [
        ("check", check, lambda f, by, v, _: life.check(f.id, by, version=v), "Đã soát {}."),
        (
            "send_back",
            check,
            lambda f, by, v, why: life.send_back(f.id, by, why, version=v),
            "Đã trả lại {}.",
        ),
        (
            "approve",
            approve,
            lambda f, by, v, _: life.approve(f.id, by, version=v),
            "Đã duyệt {}. Còn một bước nữa là đăng.",
        ),
        (
            "publish",
            approve,
            lambda f, by, v, _: life.publish(f.id, by, version=v),
            "{} đã đăng. Người dân hỏi là thấy ngay.",
        ),
        ("unpublish", approve, lambda f, by, _, why: life.unpublish(f.id, by, why), "Đã gỡ {}."),
        (
            "roll_back",
            approve,
            lambda f, by, v, why: life.roll_back(f.id, v or 0, by, why),
            "{} đã quay lại bản cũ, người dân thấy ngay.",
        ),
        ("withdraw", write, lambda f, by, _, why: life.withdraw(f.id, by, why), "Đã bỏ {}."),
    ]


def _view(desk: FaqDesk, act: Act, told: str) -> Callable[[int], ResponseReturnValue]:
    def view(number: int) -> ResponseReturnValue:
        faq = desk.get(current_oa(), number)
        try:
            act(faq, current_officer(), _version(), _why())
            flash(told.format(faq.code), "success")
        except BotError as error:
            if error.retryable:
                raise
            flash(error.public_message, "danger")
        return redirect(url_for("faq.one", number=number))

    return view


def _add_gates(page: Blueprint, desk: FaqDesk) -> None:
    @page.get("/faq/<int:number>/dang")
    @needs(Permission.APPROVE_FAQ)
    def before_publishing(number: int) -> ResponseReturnValue:
        faq = desk.get(current_oa(), number)
        changes = desk.preview.changes(current_oa(), faq.content, faq.id)
        return render_template("console/faq/gate.html", faq=faq, changes=changes, down=False)

    @page.get("/faq/<int:number>/go")
    @needs(Permission.APPROVE_FAQ)
    def before_taking_down(number: int) -> ResponseReturnValue:
        faq = desk.get(current_oa(), number)
        changes = desk.preview.changes_without(faq.id) if faq.published_version else []
        return render_template("console/faq/gate.html", faq=faq, changes=changes, down=True)


def _version() -> int | None:
    """The version that stood on the page."""
    said = request.form.get("version", "")
    return int(said) if said.isdecimal() and len(said) < 7 else None


def _why() -> str:
    return request.form.get("why", "").strip()[:LONGEST_WHY]
