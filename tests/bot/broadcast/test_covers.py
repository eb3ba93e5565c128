from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from bot import cover_pages
from bot.broadcast.article_preview import ArticlePreviews
from bot.broadcast.attachments import Shown
from bot.broadcast.covers import CoverMissing, Covers
from bot.broadcast.sending import AttachmentMissing
from bot.errors import BotError
from bot.staff.account_settings import AccountSettings
from bot.store.article_records import Article, ArticleContent, Filters
from bot.store.articles import ArticleRepository
from bot.zalo.answers import OaInfo
from bot.zalo.errors import RetryLater
from tests.bot.broadcast.town import OA, Town

BASE = "https://luat.example.vn"
CONTENT = ArticleContent("Tên bài", "Ngắn.", "Lời.")


class Pictures:
    """In the place of ``BroadcastAttachments``: one kept picture, any drawn card."""

    def picture(self, oa_id: str, content: Any) -> Shown:
        if content.attachment_ref == "kept":
            return Shown("a.jpg", "image/jpeg", b"\xff\xd8\xff")
        if content.attachment_ref == "large":
            return Shown("a.png", "image/png", b"0" * 1024 * 1024)
        if not content.attachment_ref.startswith("card:"):
            raise AttachmentMissing
        return Shown("the.png", "image/png", content.title.encode())

    def misfits(self, oa_id: str, content: Any) -> list[str]:
        return ["Chữ không vừa ảnh."] if len(content.title) > 100 else []


def covers(town: Town, base: str = BASE) -> Covers:
    pictures: Any = Pictures()
    return Covers(ArticleRepository(town.database), pictures, "s" * 40, base)


def article(town: Town, **changes: str) -> Article:
    content = ArticleContent(**({"title": "Tên bài", "description": "N", "text": "L"} | changes))
    return ArticleRepository(town.database).add(OA, content, Filters(everyone=True), "hoa", 1)


def path_of(address: str) -> str:
    assert address.startswith(BASE)
    return address.removeprefix(BASE)


def served(town: Town) -> Any:
    app = Flask(__name__)
    app.register_blueprint(cover_pages.make_blueprint(lambda: covers(town)))
    app.register_error_handler(BotError, lambda error: ("", error.http_status))
    return app.test_client()


def test_zalo_finds_the_cover_where_it_is_told_to(town: Town):
    made = article(town)
    answer = served(town).get(path_of(covers(town).address(made)))
    assert (answer.status_code, answer.mimetype) == (200, "image/png")
    assert answer.data == "Tên bài".encode()
    kept = article(town, cover="kept")
    assert covers(town).address(kept).endswith(".jpg")


@pytest.mark.parametrize("wrong", ["B1-" + "0" * 32 + ".png", "B9-x.png", "..", "B1.png"])
def test_nobody_else_finds_one(town: Town, wrong: str):
    article(town)
    assert served(town).get(f"/bia/{wrong}").status_code == 404


def test_an_address_ends_with_the_words_it_was_made_for(town: Town):
    made = article(town)
    path = path_of(covers(town).address(made))
    with ArticleRepository(town.database).changing(made.id, "x") as opened:
        opened.put(CONTENT, Filters())
    assert served(town).get(path).status_code == 404


@pytest.mark.parametrize("cover", ["gone", "large"])
def test_what_is_no_cover(town: Town, cover: str):
    with pytest.raises(CoverMissing) as caught:
        covers(town).address(article(town, cover=cover))
    assert caught.value.code == "cover_missing"


def test_a_server_without_an_address_says_so(town: Town):
    without = covers(town, base="")
    with pytest.raises(CoverMissing) as caught:
        without.address(article(town))
    assert caught.value.code == "no_public_url"
    assert "PUBLIC_URL" in without.faults(OA, CONTENT)[0]
    assert covers(town).faults(OA, CONTENT) == []
    long = ArticleContent("ở" * 120, "Ngắn.", "Lời.")
    assert covers(town).faults(OA, long) == ["Chữ không vừa ảnh."]


class Zalo:
    def __init__(self, told: OaInfo | Exception) -> None:
        self.told = told

    def official_account(self, oa_id: str) -> OaInfo:
        if isinstance(self.told, Exception):
            raise self.told
        return self.told


@pytest.mark.parametrize(
    ("told", "most", "lines"),
    [
        (OaInfo(OA, "Hội", True, "Tiêu chuẩn", "01/12/2026", 1234), 4,
         ["đã gửi 0 trong 4 bài", "Tiêu chuẩn, đến 01/12/2026", "1234 người quan tâm"]),
        (OaInfo(OA, "Hội", True, "", "", None), 0, ["đã gửi 0 bài"]),
        (RetryLater(0, "not_connected"), 0, ["đã gửi 0 bài", "Chưa hỏi được Zalo"]),
    ],
)  # fmt: skip
def test_the_preview_tells_what_is_left_and_that_nobody_is_left_out(
    town: Town, told: OaInfo | Exception, most: int, lines: list[str]
):
    settings = AccountSettings(broadcast_articles_a_month=most, trial_mode=True)
    zalo: Any = Zalo(told)
    previews = ArticlePreviews(
        ArticleRepository(town.database), zalo, lambda _: settings, lambda _: town.library,
        covers(town).faults,
    )  # fmt: skip
    shown = previews.of(article(town), town.clock())
    assert len(shown.quota) == len(lines)
    assert all(line in told for line, told in zip(lines, shown.quota, strict=True))
    assert shown.audience == ("Mọi người quan tâm OA.",)
    assert any("không loại được ai" in each for each in shown.warnings)
    assert any("chạy thử" in each for each in shown.problems)
