"""The same texts in every format give the same pieces."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from knowledge import ingest
from knowledge.documents import Document, article_id
from tests.knowledge.ingest.office.files import DECISION, PLAN, WRITERS
from tests.knowledge.official import CODE, code_texts, present

FORMATS = pytest.mark.parametrize("suffix", sorted(WRITERS))


@FORMATS
def test_a_plan_is_cut_by_its_own_numbers(suffix: str, tmp_path: Path) -> None:
    batch = ingest.read(WRITERS[suffix](tmp_path / f"ke-hoach{suffix}", PLAN))
    assert {article.number: (article.title, article.text) for article in batch.articles} == {
        "Mục I.1": ("Mục đích", "Nâng cao hiểu biết của người dân về bình đẳng giới."),
        "Mục I.2": ("Yêu cầu", "a) Làm thường xuyên;\nb) Tiết kiệm."),
        "Mục II": ("NỘI DUNG", "\n".join(PLAN[17:19])),
        "Mục III": ("TỔ CHỨC THỰC HIỆN", "Giao Hội Liên hiệp Phụ nữ phường chủ trì."),
    }
    assert batch.documents == {
        "12/KH-UBND": Document(
            number="12/KH-UBND",
            kind="Kế hoạch",
            name="Kế hoạch triển khai công tác bình đẳng giới trên địa bàn phường",
            issuer="Ủy ban nhân dân phường Hoa Sen",
            issued=date(2026, 3, 5),
            source=f"Văn bản do cán bộ đưa lên: ke-hoach{suffix}",
        )
    }
    assert batch.articles[0].headings == ("I. MỤC ĐÍCH, YÊU CẦU",)
    assert batch.problems == []


@FORMATS
def test_a_decision_and_what_is_attached_to_it(suffix: str, tmp_path: Path) -> None:
    batch = ingest.read(WRITERS[suffix](tmp_path / f"quyet-dinh{suffix}", DECISION))
    document = batch.documents["7/QĐ-UBND"]
    assert (document.kind, document.effective) == ("Quyết định", date(2026, 2, 2))
    assert document.name == "Quyết định về việc ban hành Quy chế tiếp công dân"
    assert [article.number for article in batch.articles] == [
        "1",
        "2",
        "Điều 1 Quy chế kèm theo",
        "Điều 2 Quy chế kèm theo",
    ]
    attached = batch.articles[-1]
    assert (attached.title, attached.text) == ("Thời gian", "Sáng thứ ba hằng tuần.")
    assert attached.headings[-1] == "Chương II. THỰC HIỆN"
    assert batch.problems == []


def _words(seed: int) -> str:
    """Syllables in an order of their own, enough for some lines."""
    return " ".join(
        f"{'chữ từ câu lời'.split()[place * seed % 4]}{place * seed}" for place in range(60)
    )


@FORMATS
def test_long_paragraphs_come_back_whole(suffix: str, tmp_path: Path) -> None:
    """Long paragraphs over several pages, in each format, line by line."""
    lines = [
        "Luật số: 1/2099/QH99",
        "LUẬT",
        "TRẺ NHỎ",
        "Điều 1. Phạm vi điều chỉnh và đối tượng áp dụng",
        *(f"{n}. Khoản {n} dài, {_words(n)}; hết." for n in range(1, 30)),
        "Điều 2. Hiệu lực",
        "Luật này có hiệu lực từ ngày 01 tháng 01 năm 2099.",
    ]
    batch = ingest.read(WRITERS[suffix](tmp_path / f"luat{suffix}", lines))
    one, two = batch.articles
    assert one.text.split("\n") == [" ".join(line.split()) for line in lines[4:-2]]
    assert (two.title, two.text) == ("Hiệu lực", lines[-1])
    assert batch.documents["1/2099/QH99"].effective == date(2099, 1, 1)


LAWS = ("52/2014/QH13", "102/2016/QH13", "45/2019/QH14")
_INNER = re.compile(r"^Điều \d", re.MULTILINE)


@pytest.mark.law
@FORMATS
@pytest.mark.parametrize("number", LAWS)
def test_real_law_is_read_back_exactly(number: str, suffix: str, tmp_path: Path) -> None:
    present(CODE)
    texts = code_texts()
    wanted = {}
    lines = [f"Luật số: {number}", "LUẬT", "THỬ NGHIỆM"]
    for article in map(str, range(1, 41)):
        found = texts.article(article_id(number, article))
        if found and found.title and not _INNER.search(found.text) and "“" not in found.text:
            wanted[article] = (found.title, found.text)
            lines += [f"Điều {article}. {found.title}", *found.text.split("\n")]
    assert len(wanted) > 20
    escaped = [line.replace("<", "&lt;") for line in lines] if suffix == ".html" else lines
    batch = ingest.read(WRITERS[suffix](tmp_path / f"luat{suffix}", escaped))
    assert {each.number: (each.title, each.text) for each in batch.articles} == wanted
