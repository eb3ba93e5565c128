from __future__ import annotations

from knowledge.ingest.office.web_page import read


def _lines(body: str) -> list[tuple[str, bool]]:
    page = f"<html><head><title>bỏ</title></head><body>{body}</body></html>"
    return [(line.text, line.heading) for line in read(page.encode(), "a.html").lines]


def test_headings_by_element_and_by_bold_letters() -> None:
    body = "<h2>Một</h2><p><b>Hai</b></p><p><b>Ba</b> bốn</p><nav>trình đơn</nav>"
    assert _lines(body) == [("Một", True), ("Hai", True), ("Ba bốn", False)]


def test_ordered_lists_get_the_numbers_a_browser_prints() -> None:
    body = '<ol type="I"><li>Một</li><li>Hai<ol type="a"><li>nhỏ</li></ol></li></ol>'
    assert [text for text, _ in _lines(body)] == ["I. Một", "II. Hai", "a) nhỏ"]


def test_rows_of_a_table_and_a_bare_less_than() -> None:
    body = "<table><tr><td>Tuổi</td><td>Mức</td></tr></table><p>dưới < 16 tuổi</p>"
    assert [text for text, _ in _lines(body)] == ["Tuổi | Mức", "dưới < 16 tuổi"]


def test_an_empty_page_and_a_declaration() -> None:
    assert read(b" ", "a.html").lines == []
    page = '<?xml version="1.0" encoding="utf-8"?><html><body><p>Một</p></body></html>'
    assert [line.text for line in read(page.encode(), "a.html").lines] == ["Một"]
