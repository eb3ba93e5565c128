"""The pages of FAQs in a real browser, on a telephone and on a desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from bot.faq.content import FaqContent
from bot.faq.life_cycle import FaqLifeCycle
from bot.store.models import Role
from tests.bot.console.office import Office
from tests.browser.console.conftest import looks_right

pytestmark = pytest.mark.browser

Opener = Callable[..., Page]
CONTENT = FaqContent(
    "Lớp xóa mù công nghệ học ở đâu?",
    "Lớp học ở nhà văn hóa phường vào tối thứ Năm, từ 19 giờ. Ai cũng được học, không mất tiền.",
    ("lop cong nghe hoc o dau",),
)


@pytest.fixture
def faqs(office: Office) -> dict[str, int]:
    """One that is live and has a newer version, one that waits to be published."""
    life = FaqLifeCycle(office.database, office.parts.library)
    writer, other = office.officers[Role.EDITOR], office.officers[Role.APPROVER]
    live = life.draft(office.oa_id, CONTENT, writer).id
    waiting = life.draft(
        office.oa_id, replace(CONTENT, question="Hội phường họp vào ngày nào?", variants=()), writer
    ).id
    for number in (live, waiting):
        life.check(number, writer)
        life.approve(number, other)
    life.publish(live, other)
    life.edit(live, replace(CONTENT, answer=CONTENT.answer.replace("Năm", "Sáu")), writer, "dời")
    return {"live": live, "waiting": waiting}


@pytest.mark.parametrize(
    "path",
    [
        "/faq",
        "/faq/moi",
        "/faq/{live}",
        "/faq/{live}/sua",
        "/faq/{live}/so-sanh?cu=1&moi=2",
        "/faq/{live}/go",
        "/faq/{waiting}/dang",
        "/faq/dua-tep",
    ],
)
def test_every_page_looks_right(open_page: Opener, faqs: dict[str, int], path: str) -> None:
    looks_right(open_page(path.format(**faqs), Role.ADMIN))


def test_the_bubbles_follow_what_is_written(open_page: Opener, office: Office) -> None:
    page: Any = open_page("/faq/moi", Role.OFFICER)

    page.get_by_label("Câu hỏi").fill(CONTENT.question)
    page.get_by_label("Câu trả lời").fill(CONTENT.answer)

    expect(page.locator("#faq-preview .bubble").nth(1)).to_contain_text("tối thứ Năm")
    expect(page.locator("#answer-count")).to_have_text(f"{len(CONTENT.answer)}/1800 ký tự")


def test_a_good_file_is_taken(open_page: Opener, office: Office) -> None:
    page = open_page("/faq/dua-tep", Role.OFFICER)

    _send(page, f"Câu hỏi;Trả lời\n{CONTENT.question};{CONTENT.answer}\n")
    looks_right(page)
    page.get_by_role("button", name="Nhận cả tệp").click()

    expect(page.get_by_text("Đã lưu 1 câu hỏi")).to_be_visible()


def _send(page: Page, text: str) -> None:
    sent = {"name": "hoi-dap.csv", "mimeType": "text/csv", "buffer": text.encode()}
    page.get_by_label("Tệp, nhiều nhất").set_input_files(sent)  # type: ignore[arg-type]
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_role("button", name="Nhận cả tệp")).to_be_visible()
