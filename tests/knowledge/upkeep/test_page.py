from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from knowledge.shelf import read_shelf
from knowledge.upkeep.page import library_page
from tests.knowledge.check.samples import entry, tip_entry
from tests.knowledge.conftest import Shelf
from tests.write_docs import DOCS


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_every_entry_stands_on_the_page_with_its_source_and_its_days() -> None:
    html = library_page()
    text = words(html)
    for file, each in read_shelf().entries():
        assert f"{each.id} · {file}" in text
        assert " ".join(each.checked_against.split()) in text
        assert f"Kiểm tra ngày {each.checked_on:%d/%m/%Y}" in text
        assert f"Xem lại trước ngày {each.review_day:%d/%m/%Y}" in text
        for citation in each.citations:
            assert citation.document in text
            assert f"Điều {citation.article}" in text
    for _, card in read_shelf().cards:
        assert f'id="the-{card.id}"' in html


def test_the_page_needs_nothing_else_and_its_links_lead_somewhere() -> None:
    html = library_page()
    assert not re.search(r"<(script|link|img)\b|url\(", html)
    anchors = set(re.findall(r'id="([^"]+)"', html))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= anchors
    assert len(re.findall(r'id="', html)) == len(anchors)


def test_marks_forms_blanks_and_characters_of_html(shelf: Shelf) -> None:
    form = entry("mau", kind="directory", example=True, citations=[], title="Hội «TÊN»")
    form["places"] = [{"name": "Nhà <văn hóa>", "phone": "«SỐ»"}]
    unsure = entry("chua-chac", needs_officer_check=True, related=["mau", "khong-co"])
    html = library_page(shelf(a=[form, unsure], tips_a=[tip_entry("mot")]))
    assert '<mark class="blank">«TÊN»</mark>' in html
    assert "Nhà &lt;văn hóa&gt;" in html
    text = words(html)
    assert "Mẫu để điền, chưa hiện cho người dân Hội «TÊN»" in text
    assert "Hỏi đáp luật Cần cán bộ xem lại Thẻ" in text
    assert "Hỏi đáp luật: 1 Lời nhắc: 1 Mẫu để điền: 1 Cần cán bộ xem lại: 1" in text
    assert 'id="loi-nhac-mot"' in html


def test_the_page_in_the_docs_is_current() -> None:
    page = Path(DOCS / "thu-vien.html").read_text(encoding="utf-8")
    assert page == library_page(), "run: python -m tests.write_docs"
