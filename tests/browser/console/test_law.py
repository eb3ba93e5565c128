"""Hỏi thử and Kho luật in a real browser, at a telephone's and a desk's size."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from bot.store.models import Role
from tests.bot.console.office import OA
from tests.bot.law.texts import WITHOUT_NUMBER
from tests.browser.console.conftest import Served, SignedIn, looks_right
from tests.handlers.library import batch as made_up_laws

#: Full stops right behind a link that stand below all of it.
_ALONE_ON_A_LINE = """() => [...document.querySelectorAll("main li a")].filter((link) => {
  const behind = link.nextSibling;
  if (behind?.nodeType !== Node.TEXT_NODE || !behind.data.startsWith(".")) return false;
  const stop = document.createRange();
  stop.setStart(behind, 0);
  stop.setEnd(behind, 1);
  const last = [...link.getClientRects()].at(-1);
  return stop.getBoundingClientRect().top >= last.bottom - 1;
}).map((link) => link.textContent)"""


def test_a_question_is_asked_its_choice_tapped_and_explained(open_page: SignedIn):
    page = open_page("/hoi-thu", Role.OFFICER)
    looks_right(page)
    title = made_up_laws().articles[0].title
    page.get_by_label("Câu hỏi").fill(title)
    page.get_by_role("button", name="Hỏi", exact=True).click()
    expect(page.locator(".bubble.asked")).to_have_text(title)
    expect(page.locator(".bubble").nth(1)).to_be_visible()
    looks_right(page)
    page.locator(".picks button").first.click()
    expect(page.locator(".bubble.asked")).to_have_count(2)
    page.get_by_role("link", name="Vì sao ra câu này? (câu 1)").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vì sao ra câu trả lời này")
    expect(page.get_by_role("heading", name="Từng chữ của câu hỏi")).to_be_visible()
    looks_right(page)
    page.set_viewport_size({"width": 240, "height": 800})  # where every link wraps
    assert page.evaluate(_ALONE_ON_A_LINE) == []


@pytest.mark.parametrize(
    "path",
    [
        "/kho-luat",
        "/kho-luat?tim=khai+sinh",
        "/kho-luat/van-ban",
        "/kho-luat/the",
        "/kho-luat/den-han",
        "/kho-luat/sua-doi",
        "/kho-luat/anh-huong?so=52/2014/QH13",
    ],
)
def test_the_library_can_be_leafed_through(open_page: SignedIn, path: str):
    looks_right(open_page(path, Role.VIEWER))


def test_a_card_a_document_and_an_article_can_be_read(open_page: SignedIn, served: Served):
    library = served.office.parts.library(OA)
    law = next(iter(made_up_laws().documents.values()))
    card = next(card for card in library.cards() if card.steps and card.citations)
    for path in (
        f"/kho-luat/the/{card.id}",
        f"/kho-luat/van-ban/{law.number}",
        f"/kho-luat/dieu/{library.articles_of(law.number)[0]}",
    ):
        looks_right(open_page(path, Role.VIEWER))


def test_a_document_is_looked_over_completed_and_confirmed(
    open_page: SignedIn, served: Served, tmp_path
):
    page = open_page("/kho-luat/dua-vao", Role.EDITOR)
    looks_right(page)
    plan = tmp_path / "ke-hoach.txt"
    plan.write_text(WITHOUT_NUMBER)
    page.get_by_label("Tệp văn bản").set_input_files(plan)
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_role("heading", name="Phải sửa trước khi đưa vào (1)")).to_be_visible()
    looks_right(page)
    page.get_by_label("Số ký hiệu").fill("12/KH-UBND")
    page.get_by_role("button", name="Ghi các ô này").click()
    page.get_by_text("Đưa vào kho", exact=True).click()
    looks_right(page)
    page.get_by_role("button", name="Đúng, đưa vào kho").click()
    expect(page.get_by_text("Đã nhận văn bản")).to_be_visible()
    looks_right(page)
    page.get_by_role("link", name="Mở lớp kỹ năng số").click()
    expect(page.get_by_role("heading", name="Rút khỏi kho")).to_be_visible()
    looks_right(page)
