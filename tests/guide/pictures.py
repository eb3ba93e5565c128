"""Every picture of the guide: which page, who sees it, and what she did before."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from bot.store.models import Role
from bot.store.times import utc_now
from tests.guide.ward import PLAN

Act = Callable[[Page], None]


@dataclass(frozen=True, slots=True)
class Picture:
    """``path`` may name a link to follow first; ``height`` is the most that is shown of it."""

    name: str
    path: str
    role: Role | None = Role.OFFICER
    act: Act | None = None
    size: str = "phone"
    height: int = 1000


def _follow(pattern: str) -> Act:
    """Open the first link whose address fits."""

    def act(page: Page) -> None:
        links = page.locator("main a[href]")
        hrefs: list[str] = [links.nth(n).get_attribute("href") or "" for n in range(links.count())]
        found = next(href for href in hrefs if re.search(pattern, href))
        page.goto(re.sub(r"^(https?://[^/]+).*", r"\1", page.url) + found)

    return act


def _ask(text: str) -> Act:
    def act(page: Page) -> None:
        page.get_by_label("Câu hỏi").fill(text)
        page.get_by_role("button", name="Hỏi", exact=True).click()
        page.locator(".bubble.asked").first.wait_for()

    return act


def _why(page: Page) -> None:
    page.get_by_role("link", name="Vì sao ra câu này?").first.click()
    page.get_by_role("heading", name="Điều luật tìm được").wait_for()


def _send_file(page: Page) -> None:
    page.get_by_label("Tệp văn bản").set_input_files(
        {"name": "ke-hoach-lop-hoc.txt", "mimeType": "text/plain", "buffer": PLAN.encode()}
    )
    page.get_by_role("button", name="Xem trước").click()
    page.get_by_role("heading", name="Văn bản này là").wait_for()


PICTURES = (
    Picture("dang-nhap", "/dang-nhap", None),
    Picture("hom-nay", "/hom-nay"),
    Picture("hom-nay-may-tinh", "/hom-nay", size="desk"),
    Picture("them", "/them"),
    Picture("hoi-thoai", "/hoi-thoai"),
    Picture("mot-cuoc", "/hoi-thoai/H1", height=1300),
    Picture("vu-viec", "/vu-viec"),
    Picture("mot-vu-viec", "/vu-viec/V1", height=1300),
    Picture("yeu-cau-du-lieu", "/yeu-cau-du-lieu"),
    Picture("chua-tra-loi", "/chua-tra-loi"),
    Picture("tra-loi-mot-lan", "/chua-tra-loi", act=_follow(r"/chua-tra-loi/\d+"), height=1300),
    Picture("faq", "/faq"),
    Picture("faq-viet", "/faq/moi", height=1300),
    Picture("faq-mot-muc", "/faq/3", Role.APPROVER, height=1300),
    Picture("faq-dang", "/faq/2/dang", Role.APPROVER, height=1300),
    Picture("tin", "/tin", Role.APPROVER),
    Picture("tin-viet", "/tin/moi?meo=viec-nha-cung-lam", height=1300),
    Picture("tin-can-duyet", "/tin/2", Role.APPROVER, height=1500),
    Picture("tin-hen-gio", "/tin/3/hen-gio", Role.APPROVER, height=1200),
    Picture("tin-dang-gui", "/tin/5", Role.APPROVER),
    Picture("tin-loat", "/tin/loat/1", Role.APPROVER, height=1200),
    Picture("hoi-thu", "/hoi-thu", act=_ask("con toi moi sinh lam giay khai sinh o dau")),
    Picture("vi-sao", "/hoi-thu", act=_why, height=1300),
    Picture("kho-luat", "/kho-luat"),
    Picture("kho-luat-tim", "/kho-luat?tim=cap+duong+nuoi+con"),
    Picture("dieu-da-sua", "/kho-luat/dieu/45/2019/qh14+139"),
    Picture("the", "/kho-luat/the"),
    Picture("den-han", "/kho-luat/den-han"),
    Picture("sua-doi", "/kho-luat/sua-doi"),
    Picture("anh-huong", "/kho-luat/anh-huong?so=52/2014/QH13"),
    Picture("dua-vao", "/kho-luat/dua-vao", Role.EDITOR),
    Picture("xem-truoc", "/kho-luat/dua-vao", Role.EDITOR, _send_file, height=1300),
    Picture("thong-ke", "/thong-ke?ky=12-thang", height=1300),
    Picture("thong-ke-may-tinh", "/thong-ke?ky=12-thang", size="desk"),
    Picture("bao-cao-thang", f"/bao-cao-thang?thang={utc_now():%Y-%m}", size="desk", height=1150),
    Picture("quan-tri", "/quan-tri", Role.ADMIN),
    Picture("can-bo", "/quan-tri/can-bo", Role.ADMIN),
    Picture("lich-truc", "/quan-tri/lich-truc", Role.ADMIN),
    Picture("tai-khoan", "/tai-khoan", height=1400),
)

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "images" / "console"
