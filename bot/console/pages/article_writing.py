"""Bài viết: an article is written and changed, with its cover beside it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.broadcast.versions import ChangedMeanwhile, version_of
from bot.console.access import Permission, needs
from bot.console.article_forms import MOST_TEXT, ArticleForm
from bot.console.broadcast_desk import BroadcastDesk
from bot.console.own_files import OWN, keep_own
from bot.console.session import current_oa, current_officer
from bot.store.article_records import Article, ArticleContent
from bot.store.articles import UnknownArticle
from bot.store.media_models import MediaKind

COVERS = (MediaKind.PICTURE,)
NO_COVER = "Ảnh bìa cần là ảnh JPG hoặc PNG. Chị chọn ảnh, hoặc chọn thẻ ảnh máy vẽ."


def add_writing(page: Blueprint, desk: BroadcastDesk) -> None:
    """The pages under /tin/bai that write."""
    _add_new(page, desk)
    _add_edit(page, desk)


def article_of(desk: BroadcastDesk, number: int) -> Article:
    """One of this account's. Raises ``UnknownArticle``."""
    found = desk.room.article_repository.get(number)
    if found.oa_id != current_oa():
        raise UnknownArticle
    return found


def _add_new(page: Blueprint, desk: BroadcastDesk) -> None:
    @page.route("/moi", methods=["GET", "POST"])
    @needs(Permission.WRITE_BROADCAST)
    def new() -> ResponseReturnValue:
        form = ArticleForm()
        content = _content(desk, form)
        if form.to_keep():
            made = desk.room.articles.draft(
                current_oa(), content, form.filters(), current_officer()
            )
            flash(f"Đã lưu bản nháp {made.code}.", "success")
            return redirect(url_for(".one", number=made.id))
        return _shown(desk, form, content, None)

    @page.post("/xem-truoc")
    @needs(Permission.WRITE_BROADCAST)
    def look() -> ResponseReturnValue:
        form = ArticleForm()
        draft = _draft(desk, form, _content(desk, form))
        return render_template("console/broadcasts/_article_looked.html", form=form, **draft)


def _add_edit(page: Blueprint, desk: BroadcastDesk) -> None:
    @page.route("/<int:number>/sua", methods=["GET", "POST"])
    @needs(Permission.WRITE_BROADCAST)
    def edit(number: int) -> ResponseReturnValue:
        article, form = article_of(desk, number), ArticleForm()
        if request.method == "GET":
            form.begin_with(article.content, article.filters)
            form.seen.data = version_of(article)
        content = _content(desk, form)
        if form.to_keep():
            whom, by, seen = form.filters(), current_officer(), form.seen.data or ""
            try:
                desk.room.articles.edit(number, content, whom, by, seen=seen)
            except ChangedMeanwhile as error:
                return _shown(desk, form, content, article, error)
            flash(f"Đã lưu {article.code}. Bài đã sửa cần được soát và duyệt lại.", "success")
            return redirect(url_for(".one", number=number))
        return _shown(desk, form, content, article)


def _content(desk: BroadcastDesk, form: ArticleForm) -> ArticleContent:
    """What the form says; a cover that came with it is kept at once."""
    if form.cover.data == OWN and keep_own(desk.room.attachments, form, COVERS, NO_COVER) is None:
        form.kept.data = ""
    return form.content()


def _shown(
    desk: BroadcastDesk,
    form: ArticleForm,
    content: ArticleContent,
    article: Article | None,
    refused: ChangedMeanwhile | None = None,
) -> ResponseReturnValue:
    """The form with what she wrote, also where it could not be kept."""
    return render_template(
        "console/broadcasts/article_form.html",
        form=form,
        written=article,
        refused=refused,
        most=MOST_TEXT,
        **_draft(desk, form, content),
    ), refused.http_status if refused else form.status


def _draft(desk: BroadcastDesk, form: ArticleForm, content: ArticleContent) -> dict[str, object]:
    """What people would read, and what is to be said about it."""
    desk.know_places(form, pick=form.finds_law)
    if form.finds_law:
        content = form.content()
    draft = desk.article_draft(content, form.filters())
    return {"draft": draft, "faults": draft.faults if form.text.data else []}
