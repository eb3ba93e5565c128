"""``python -m bot article …``: Zalo's own broadcast of an article to the account's followers."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from typing import Any

import click

from bot.broadcast.article_filters import AGES, CITIES, GENDERS, PLATFORMS, REGIONS
from bot.broadcast.article_preview import ArticlePreview
from bot.broadcast.article_states import NAMES
from bot.cli.broadcasts import Desk, account, json_option, number, officer
from bot.staff.local_time import read_time, show_time
from bot.staff.permissions import Permission
from bot.store.article_models import ArticleState
from bot.store.article_records import Article, ArticleContent, Filters
from bot.store.articles import UnknownArticle
from bot.store.broadcasts import UnknownBroadcast
from bot.store.times import utc_now
from handlers.texts.broadcast_reasons import what_to_do
from knowledge.documents import Citation

code_argument = click.argument("code", metavar="MÃ")
WRITE, CHECK, APPROVE = (
    Permission.WRITE_BROADCAST, Permission.CHECK_BROADCAST, Permission.APPROVE_BROADCAST,
)  # fmt: skip


@click.group()
def article() -> None:
    """Bài viết gửi đến mọi người quan tâm OA, do Zalo gửi theo bộ lọc của Zalo."""


@article.command("create")
@account
@officer
@click.option("--title", required=True, help="Tên bài, không quá 140 chữ cái.")
@click.option("--description", required=True, help="Lời giới thiệu, không quá 250 chữ cái.")
@click.option("--text", required=True, help="Các đoạn cách nhau dòng trống; “-”: đọc đầu vào.")
@click.option("--author", default="", help="Người viết; không ghi là tên OA.")
@click.option("--cover", default="card:square", help="Ảnh bìa: card:square, card:portrait, mã ảnh.")
@click.option("--document", default="", help="Số hiệu văn bản làm căn cứ.")
@click.option("--article", "cited", default="", help="Điều.")
@click.option("--clause", default="", help="Khoản.")
@click.option("--age", "ages", multiple=True, type=click.Choice([*AGES]), help="Nhóm tuổi.")
@click.option("--gender", default="", type=click.Choice(["", *GENDERS]), help="1: nam, 2: nữ.")
@click.option("--region", "locations", multiple=True, type=click.Choice([*REGIONS]))
@click.option("--city", "cities", multiple=True, type=click.Choice([*CITIES]))
@click.option("--platform", multiple=True, type=click.Choice([*PLATFORMS]))
@click.option("--everyone", is_flag=True, help="Gửi mọi người quan tâm OA.")
@json_option
def create(oa_id: str, email: str, text: str, as_json: bool, **rest: Any) -> None:
    """Soạn một bài."""
    desk = Desk()
    by = desk.author(email, WRITE)
    cited = Citation(rest["document"], rest["cited"], rest["clause"]) if rest["document"] else None
    words = sys.stdin.read() if text == "-" else text
    content = ArticleContent(
        rest["title"], rest["description"], words, rest["cover"], rest["author"], cited
    )
    names = ("ages", "gender", "locations", "cities", "platform", "everyone")
    filters = Filters(**{name: rest[name] for name in names})
    _tell(desk.room.articles.draft(oa_id, content, filters, by), as_json)


@article.command("preview")
@code_argument
@click.option("--at", "written", default="", help="Xem cho lúc này, ví dụ 2026-11-30 08:00.")
@json_option
def preview(code: str, written: str, as_json: bool) -> None:
    """Bài như người đọc thấy, Zalo gửi cho ai, còn bao nhiêu lượt."""
    desk = Desk()
    found = desk.room.article_repository.get(_number(code))
    at = read_time(written) if written else found.scheduled_for or utc_now()
    shown = desk.room.article_preview(found, at)
    row = {name: list(getattr(shown, name)) for name in ArticlePreview.__slots__}
    click.echo(json.dumps(row, ensure_ascii=False) if as_json else _shown(found, shown))


@article.command("check")
@code_argument
@officer
@json_option
def check(code: str, email: str, as_json: bool) -> None:
    """Soát: chữ, căn cứ, bộ lọc, ảnh bìa."""
    desk = Desk()
    _tell(desk.room.articles.check(_number(code), desk.author(email, CHECK)), as_json)


@article.command("approve")
@code_argument
@officer
@json_option
def approve(code: str, email: str, as_json: bool) -> None:
    """Duyệt; bài chưa soát thì được soát luôn."""
    desk = Desk()
    by = desk.author(email, APPROVE)
    if desk.room.article_repository.get(_number(code)).state is ArticleState.DRAFT:
        desk.room.articles.check(_number(code), by)
    _tell(desk.room.articles.approve(_number(code), by), as_json)


@article.command("schedule")
@code_argument
@click.option("--at", "written", required=True, help="Giờ gửi, ví dụ 2026-11-30 08:00; hoặc now.")
@click.option("--not-after", "until", default="", help="Thôi gửi từ giờ này; mặc định sau 3 giờ.")
@officer
@json_option
def schedule(code: str, written: str, until: str, email: str, as_json: bool) -> None:
    """Hẹn giờ giao cho Zalo gửi."""
    desk = Desk()
    at = utc_now() if written == "now" else read_time(written)
    end = read_time(until) if until else None
    by = desk.author(email, APPROVE)
    _tell(desk.room.articles.schedule(_number(code), at, by, end), as_json)


@article.command("pause")
@code_argument
@officer
@json_option
def pause(code: str, email: str, as_json: bool) -> None:
    """Tạm dừng."""
    desk = Desk()
    _tell(desk.room.articles.pause(_number(code), desk.author(email, WRITE)), as_json)


@article.command("resume")
@code_argument
@officer
@json_option
def resume(code: str, email: str, as_json: bool) -> None:
    """Cho gửi tiếp."""
    desk = Desk()
    _tell(desk.room.articles.resume(_number(code), desk.author(email, APPROVE)), as_json)


@article.command("cancel")
@code_argument
@officer
@json_option
def cancel(code: str, email: str, as_json: bool) -> None:
    """Hủy; bài Zalo đã tạo thì gỡ đi."""
    desk = Desk()
    _tell(desk.room.articles.cancel(_number(code), desk.author(email, WRITE)), as_json)


@article.command("settle")
@code_argument
@click.option("--sent/--not-sent", required=True, help="Đã xem trên trang Zalo: đã gửi, hay chưa.")
@officer
@json_option
def settle(code: str, sent: bool, email: str, as_json: bool) -> None:
    """Ghi kết quả của bài chưa rõ đã gửi chưa."""
    desk = Desk()
    _tell(desk.room.articles.settle(_number(code), sent, desk.author(email, APPROVE)), as_json)


@article.command("status")
@code_argument
@json_option
def status(code: str, as_json: bool) -> None:
    """Đang ở bước nào."""
    _tell(Desk().room.article_repository.get(_number(code)), as_json)


@article.command("list")
@click.option("--oa", "oa_id", default="", help="Chỉ một OA.")
@click.option("--json", "as_json", is_flag=True, help="In mỗi dòng một đối tượng JSON.")
def list_articles(oa_id: str, as_json: bool) -> None:
    """Liệt kê, mới nhất trước."""
    repository = Desk().room.article_repository
    page = repository.page(oa_id)
    while page:
        for each in page:
            _tell(each, as_json)
        page = repository.page(oa_id, before=page[-1].id)


def _number(code: str) -> int:
    try:
        return number(code, "B")
    except UnknownBroadcast as error:
        raise UnknownArticle from error


def _tell(each: Article, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(_row(each), ensure_ascii=False))
        return
    when = f", {show_time(each.scheduled_for)}" if each.scheduled_for else ""
    lines = [f"{each.code}. [{NAMES[each.state]}{when}] {each.content.title}"]
    lines += [f"   {each.views} lượt xem"] if each.views is not None else []
    todo = what_to_do(each.reason)
    click.echo("\n".join([*lines, *([f"   {todo}"] if todo else [])]))


def _row(each: Article) -> dict[str, Any]:
    return {
        "code": each.code,
        "oa_id": each.oa_id,
        "title": each.content.title,
        "target": each.filters.target(),
        "everyone": each.filters.everyone,
        "state": each.state.value,
        "reason": each.reason,
        "scheduled_for": _time(each.scheduled_for),
        "not_after": _time(each.not_after),
        "self_approved": each.self_approved,
        "library": each.library,
        "article_id": each.article_id,
        "message_id": each.message_id,
        "views": each.views,
        "sent_at": _time(each.sent_at),
    }


def _time(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _shown(found: Article, shown: ArticlePreview) -> str:
    lines = [found.content.title, "", found.content.description, "", *shown.paragraphs, ""]
    lines += [*shown.audience, *(f"Chú ý: {each}" for each in shown.warnings), *shown.quota]
    return "\n".join([*lines, *(f"Cần sửa: {each}" for each in shown.problems)])
