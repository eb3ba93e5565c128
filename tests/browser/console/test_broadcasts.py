"""The pages of broadcasts in a real browser, on a telephone and on a desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from bot.store.broadcast_models import RecipientKind
from bot.store.models import Role
from tests.bot.console.broadcasting import WORDS, Sender, busy
from tests.bot.console.office import Office
from tests.bot.console.pages.test_broadcast_writing import png
from tests.browser.console.conftest import looks_right
from tests.handlers.library import KITCHEN

pytestmark = pytest.mark.browser

Opener = Callable[..., Page]


@pytest.fixture
def sender(office: Office) -> Sender:
    return busy(office)


@pytest.mark.parametrize(
    "path",
    [
        "/tin",
        *(f"/tin/{number}" for number in range(1, 9)),
        "/tin/1/sua",
        "/tin/3/hen-gio",
        "/tin/moi",
        "/tin/kho-meo",
        "/tin/loat",
        "/tin/loat/1",
        "/tin/loat/1/sua",
        "/tin/loat/moi",
        "/tin/nhom",
        "/tin/nhan",
        "/tin/tep",
        "/tin/nhan/nhom/g1",
        "/tin/bai",
        "/tin/bai/1",
        "/tin/bai/moi",
        "/hom-nay",
        "/thong-ke?ky=12-thang",
    ],
)
def test_every_page_looks_right(open_page: Opener, sender: Sender, path: str) -> None:
    looks_right(open_page(path, Role.APPROVER))


def test_written_with_the_law_found_on_the_way(
    open_page: Opener, office: Office, size: str
) -> None:
    page: Any = open_page("/tin/moi", Role.OFFICER)
    page.get_by_label("Tên tin").fill("Tắt bếp")
    page.get_by_label("Nội dung", exact=True).fill("Đi vắng nhớ tắt lửa trong bếp.")
    expect(page.locator("#draft-preview .bubble")).to_contain_text("ngừng nhận tin")

    page.get_by_label("Tìm căn cứ trong kho luật").fill(f"khoản 2 Điều 2 {KITCHEN}")
    page.get_by_role("button", name="Tìm trong kho luật").click()
    expect(page.get_by_label("khoản 2 Điều 2 Luật Bếp núc")).to_be_checked()
    expect(page.locator("#draft-preview .bubble")).to_contain_text("Căn cứ: khoản 2 Điều 2")
    arrives = page.locator("#draft-preview .bubble").inner_text()
    expect(page.locator("#text-count")).to_contain_text(f"{len(arrives)}/2000 ký tự")
    looks_right(page)

    page.get_by_label("Thẻ ảnh vuông").check()
    expect(page.locator("#draft-preview img.picture")).to_be_visible()
    page.get_by_label("Nhóm Zalo của OA").check()
    expect(page.get_by_label("Chủ đề")).to_be_hidden()
    page.get_by_label("Từng người").check()
    page.get_by_role("button", name="Lưu bản nháp").click()

    expect(page.get_by_text("Đã lưu bản nháp T1")).to_be_visible()
    expect(page.locator("img.picture")).to_have_js_property("complete", True)
    looks_right(page)


def test_an_article_with_a_cover_of_her_own(open_page: Opener) -> None:
    page: Any = open_page("/tin/bai/moi", Role.OFFICER)
    page.get_by_label("Tên bài", exact=True).fill("Luật mới về hộ tịch")
    page.get_by_label("Lời giới thiệu").fill("Ba điều cần nhớ.")
    page.get_by_label("Nội dung bài").fill("Đoạn một.\n\nĐoạn hai.")
    shown = page.locator("#draft-preview")
    expect(shown).to_contain_text("Đoạn hai.")
    expect(shown.get_by_alt_text("Ảnh bìa của bài")).to_be_visible()
    expect(page.locator("#text-count")).to_contain_text("20/20000 ký tự")
    file = page.get_by_label("Tệp ảnh của chị")
    expect(file).to_be_hidden()
    page.get_by_label("Ảnh của chị", exact=True).check()
    picture = {"name": "bia.png", "mimeType": "image/png", "buffer": png(800).getvalue()}
    file.set_input_files(picture)
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_text("Đang giữ một tệp")).to_be_visible()
    expect(shown.get_by_alt_text("Ảnh bìa của bài")).to_have_js_property("naturalWidth", 540)
    looks_right(page)
    page.get_by_label("Gửi cho mọi người").check()
    page.get_by_role("button", name="Lưu bản nháp").click()
    expect(page.get_by_text("Đã lưu bản nháp B1")).to_be_visible()
    cover = page.get_by_alt_text("Ảnh bìa của bài")
    expect(cover).to_have_js_property("naturalWidth", 800)
    looks_right(page)


def test_too_many_letters_are_told_while_they_are_written(open_page: Opener) -> None:
    page: Any = open_page("/tin/moi", Role.OFFICER)
    page.get_by_label("Nội dung", exact=True).fill("x" * 1_990)
    expect(page.locator("#text-count.over")).to_be_visible()
    expect(page.locator("#draft-preview")).to_contain_text("Zalo chỉ nhận 2000")


def test_the_numbers_renew_themselves(open_page: Opener, office: Office) -> None:
    sender = Sender(office)
    for n in range(4):
        sender.person(f"p{n}")
    made = sender.running(WORDS, sent=1)
    page: Any = open_page(f"/tin/{made.id}", Role.VIEWER)
    sent = page.locator(".tally tbody tr").first.locator("td")
    expect(sent).to_have_text("1")

    claimed = sender.ledger.claim(made.id, sender.ten, sender.ten, lambda _: "")
    assert claimed is not None
    sender.ledger.sent(claimed, "m-9", sender.ten)

    expect(sent).to_have_text("2")


def test_cancelling_asks_once_more(open_page: Opener, office: Office) -> None:
    sender = Sender(office)
    made = sender.approved()
    page: Any = open_page(f"/tin/{made.id}", Role.APPROVER)
    page.locator("summary", has_text="Hủy tin").click()
    looks_right(page)
    page.get_by_role("button", name="Hủy hẳn tin này").click()
    expect(page.get_by_text("Đã hủy T1")).to_be_visible()
    assert sender.broadcasts.get(made.id).audience.kind is RecipientKind.PERSON
