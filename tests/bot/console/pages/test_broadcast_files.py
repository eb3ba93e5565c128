"""Logo và tệp: the ward's logo on cards, and what officers gave to go along."""

from __future__ import annotations

import html
import io
import re
from dataclasses import replace

import pytest
from PIL import Image
from werkzeug.test import TestResponse

from bot.broadcast.fit_files import fit
from bot.console.pages.broadcasts import A_PAGE
from bot.store.article_records import ArticleContent, Filters
from bot.store.articles import ArticleRepository
from bot.store.broadcast_models import AttachmentKind
from bot.store.media import MediaRepository, StoredFile
from bot.store.models import Role
from tests.bot.console.broadcasting import WORDS, Sender
from tests.bot.console.desk import Desk
from tests.bot.console.office import OA, Office, Visitor
from tests.bot.console.pages.test_broadcast_writing import png

PAGE = "/console/tin/tep"


@pytest.fixture
def media(office: Office, desk: Desk) -> MediaRepository:
    return MediaRepository(office.database)


def puts(client: Visitor, content: io.BytesIO, name: str = "logo.png") -> TestResponse:
    form = {"file": (content, name)}
    return client.send(
        f"{PAGE}/logo", form, content_type="multipart/form-data", follow_redirects=True
    )


def kept(media: MediaRepository, name: str = "anh.png", oa_id: str = OA) -> StoredFile:
    return media.add(oa_id, fit(name, png().getvalue()), "officer@hoi.vn")


def test_the_logo_is_put_shown_and_taken_away(office: Office, desk: Desk, media: MediaRepository):
    approver = office.client(Role.APPROVER)
    assert "Đã lưu logo" in puts(approver, png()).text
    shown = office.client(Role.VIEWER).get(f"{PAGE}/logo")
    assert Image.open(io.BytesIO(shown.data)).size == (40, 30)
    assert f'src="{PAGE}/logo"' in office.client(Role.VIEWER).get(PAGE).text
    assert "dùng lại bông hoa" in approver.send(f"{PAGE}/bo-logo", follow_redirects=True).text
    assert media.logo(OA) is None
    assert office.client(Role.VIEWER).get(f"{PAGE}/logo").status_code == 404
    assert [each for each in desk.acts() if "logo" in each] == ["logo_added", "logo_erased"]


@pytest.mark.parametrize("content", [b"", b"MZ", b"%PDF-1.4 %%EOF"])
def test_what_is_no_picture_is_no_logo(office: Office, media: MediaRepository, content: bytes):
    answer = puts(office.client(Role.APPROVER), io.BytesIO(content))
    assert answer.status_code == 422
    assert "Chị chọn" in answer.text
    assert media.logo(OA) is None


def test_files_are_listed_with_what_needs_them_and_erased(
    office: Office, desk: Desk, media: MediaRepository
):
    used, idle = kept(media, "hop.png"), kept(media, "thua.png")
    along = replace(WORDS, attachment=AttachmentKind.PICTURE, attachment_ref=used.ref)
    sender = Sender(office)
    sender.draft(along)
    content = ArticleContent("Bài", "Lời.", "Đoạn.", used.ref)
    ArticleRepository(office.database).add(OA, content, Filters(), "officer@hoi.vn", None)
    approver = office.client(Role.APPROVER)
    page = approver.get(PAGE).text
    assert re.findall(r"(thua|hop)\.png", page)[0] == "thua"  # the newest first
    assert "T1" in page.split("hop.png")[1]
    assert "B1" in page.split("hop.png")[1]
    assert approver.get(f"{PAGE}/{idle.id}").mimetype == "image/png"
    told = approver.send(f"{PAGE}/{idle.id}/xoa", follow_redirects=True).text
    assert "Đã xóa" in told
    assert media.find(OA, idle.ref) is None
    assert media.find(OA, used.ref) is not None
    assert "picture_erased" in desk.acts()
    assert approver.send(f"{PAGE}/{idle.id}/xoa").status_code == 404


def test_older_files_are_on_the_next_page(office: Office, media: MediaRepository):
    for n in range(A_PAGE + 2):
        kept(media, f"anh-{n}.png")
    client, address, read = office.client(Role.VIEWER), PAGE, []
    while address:
        page = client.get(address).text
        read += re.findall(r"anh-(\d+)\.png", page)
        following = re.search(r'href="([^"]+)" rel="next"', page)
        address = html.unescape(following[1]) if following else ""
    assert [int(each) for each in read] == [*range(A_PAGE + 1, -1, -1)]


def test_the_logo_and_other_accounts_files_are_not_erased_as_files(
    office: Office, media: MediaRepository
):
    approver = office.client(Role.APPROVER)
    puts(approver, png())
    for number in (1, 999):
        assert approver.send(f"{PAGE}/{number}/xoa").status_code == 404
        assert approver.get(f"{PAGE}/{number}").status_code == 404
    assert media.logo(OA) is not None


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OFFICER, Role.EDITOR])
def test_who_may_not_approve_changes_nothing(office: Office, media: MediaRepository, role: Role):
    file, client = kept(media), office.client(role)
    page = client.get(PAGE).text
    assert "anh.png" in page
    assert "Xóa" not in page
    for address in ("logo", "bo-logo", f"{file.id}/xoa"):
        assert client.send(f"{PAGE}/{address}").status_code == 403
    assert media.find(OA, file.ref) is not None
