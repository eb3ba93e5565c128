"""Bài viết: an article that Zalo itself sends to the account's followers."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.broadcast.article_content import paragraphs
from bot.broadcast.article_states import FOLLOWING, NAMES
from bot.broadcast.hours import written as written_hours
from bot.broadcast.versions import version_of
from bot.console import broadcast_law
from bot.console.access import Permission, needs
from bot.console.broadcast_desk import NO_CITATION, BroadcastDesk
from bot.console.broadcast_forms import ScheduleForm
from bot.console.broadcast_words import trouble
from bot.console.pages.article_writing import add_writing, article_of
from bot.console.pages.broadcast_acts import propose, say
from bot.console.pages.broadcasts import A_PAGE, asked_before, page_of
from bot.console.parts import ConsoleParts
from bot.console.session import current_oa, current_officer
from bot.errors import BotError
from bot.store.admins import Admin
from bot.store.article_models import ArticleState as A
from bot.store.article_records import Article

KINDS = {A.SENT: "good", A.PAUSED: "bad", A.UNKNOWN: "bad", A.EXPIRED: "bad", A.DRAFT: "quiet",
         A.CANCELLED: "quiet"}  # fmt: skip
WRITE, CHECK, APPROVE = (
    Permission.WRITE_BROADCAST, Permission.CHECK_BROADCAST, Permission.APPROVE_BROADCAST,
)  # fmt: skip
Act = Callable[[BroadcastDesk, Article, Admin, str], Article]
"""The last is the version that she had before her."""
ACTS: tuple[tuple[str, str, Permission, Act, str], ...] = (
    ("check", "soat", CHECK, lambda d, a, by, seen: d.room.articles.check(a.id, by, seen=seen),
     "Đã soát {}."),
    ("approve", "duyet", APPROVE,
     lambda d, a, by, seen: d.room.articles.approve(a.id, by, seen=seen),
     "Đã duyệt {}. Còn một bước nữa là hẹn giờ gửi."),
    ("pause", "tam-dung", WRITE, lambda d, a, by, _: d.room.articles.pause(a.id, by),
     "Đã tạm dừng {}."),
    ("resume", "gui-tiep", APPROVE, lambda d, a, by, _: d.room.articles.resume(a.id, by),
     "{} đi tiếp từ chỗ dừng."),
    ("cancel", "huy", WRITE, lambda d, a, by, _: d.room.articles.cancel(a.id, by), "Đã hủy {}."),
    ("arrived", "da-gui", APPROVE, lambda d, a, by, _: d.room.articles.settle(a.id, True, by),
     "Đã ghi: {} đã gửi."),
    ("missing", "chua-gui", APPROVE, lambda d, a, by, _: d.room.articles.settle(a.id, False, by),
     "Đã ghi: {} chưa gửi. Có thể hẹn giờ lại."),
)  # fmt: skip


def make_blueprint(parts: ConsoleParts) -> Blueprint:
    """The pages under /tin/bai."""
    page = Blueprint("broadcast_articles", __name__, url_prefix="/tin/bai")
    desk = BroadcastDesk(parts)
    _add_reading(page, desk)
    add_writing(page, desk)
    _add_schedule(page, desk)
    for name, address, permission, act, told in ACTS:
        view = needs(permission)(_view(desk, act, told))
        page.add_url_rule(f"/<int:number>/{address}", name, view, methods=["POST"])
    return page


def _add_reading(page: Blueprint, desk: BroadcastDesk) -> None:
    @page.get("")
    @needs(Permission.SEE)
    def several() -> ResponseReturnValue:
        before = asked_before()
        found = desk.room.article_repository.page(current_oa(), (), before, A_PAGE + 1)
        return render_template(
            "console/broadcasts/articles.html",
            articles=found[:A_PAGE],
            page=page_of([each.id for each in found], before),
            names=NAMES,
            kinds=KINDS,
        )

    @page.get("/<int:number>")
    @needs(Permission.SEE)
    def one(number: int) -> ResponseReturnValue:
        article = article_of(desk, number)
        cited = article.content.citation
        at = max(article.scheduled_for or desk.parts.now(), desk.parts.now())
        return render_template(
            "console/broadcasts/article.html",
            article=article,
            cover=desk.has_cover(article),
            shown=desk.room.article_preview(article, at),
            state=NAMES[article.state],
            kind=KINDS.get(article.state, "waiting"),
            following=FOLLOWING[article.state],
            trouble=trouble(article.reason),
            basis=broadcast_law.name(cited, desk.library) if cited else NO_CITATION,
            seen=version_of(article),
            history=desk.history(f"article:{article.id}"),
            writer=desk.who(article.written_by),
            approver=desk.who(article.approved_by),
            mine=article.written_by == current_officer().id,
            alone=desk.room.may_approve_alone(article.oa_id),
        )

    @page.get("/<int:number>/bia")
    @needs(Permission.SEE)
    def cover(number: int) -> ResponseReturnValue:
        shown = desk.room.article_room.covers.of(article_of(desk, number))
        return Response(shown.content, mimetype=shown.media_type)


def _add_schedule(page: Blueprint, desk: BroadcastDesk) -> None:
    @page.route("/<int:number>/hen-gio", methods=["GET", "POST"])
    @needs(APPROVE)
    def schedule(number: int) -> ResponseReturnValue:
        article, form, status = article_of(desk, number), ScheduleForm(), 200
        if request.method == "GET":
            propose(desk, article.oa_id, form)
        elif form.validate():
            at, ends = form.times()
            try:
                desk.room.articles.schedule(number, at, current_officer(), ends)
            except BotError as error:
                say(error)
                status = error.http_status
            else:
                flash(f"{article.code} sẽ giao cho Zalo gửi đúng giờ đã hẹn.", "success")
                return redirect(url_for(".one", number=number))
        hours = written_hours(desk.room.roster.settings(article.oa_id))
        return render_template(
            "console/broadcasts/article_schedule.html",
            form=form,
            article=article,
            cover=desk.has_cover(article),
            paragraphs=paragraphs(article.content),
            hours=hours,
        ), 422 if form.errors else status


def _view(desk: BroadcastDesk, act: Act, told: str) -> Callable[[int], ResponseReturnValue]:
    def view(number: int) -> ResponseReturnValue:
        article = article_of(desk, number)
        try:
            seen = request.form.get("seen", "")
            flash(told.format(act(desk, article, current_officer(), seen).code), "success")
        except BotError as error:
            if error.retryable:
                raise
            say(error)
        return redirect(url_for("broadcast_articles.one", number=number))

    return view
