from __future__ import annotations

import io
import tarfile
from datetime import date
from pathlib import Path

import pytest

from knowledge.ingest import phapdien
from knowledge.ingest.batch import Batch
from knowledge.ingest.jsonl import TRUSTED_SNAPSHOTS
from tests.knowledge.ingest.pages import article, chapter, page
from tests.knowledge.official import CODE, CORPUS, present

FULL = "Luật số 7/2014/QH13 Chợ phiên ngày 19/06/2014 của Quốc hội"


def read(tmp_path: Path, **pages: bytes) -> Batch:
    folder = tmp_path / "demuc"
    folder.mkdir()
    for name, content in pages.items():
        (folder / f"{name}.html").write_bytes(content)
    return phapdien.read(tmp_path)


def test_an_article_with_everything_around_it(tmp_path: Path) -> None:
    batch = read(
        tmp_path,
        a=page(
            chapter("Chương I", "NHỮNG QUY ĐỊNH CHUNG", "Mục 2", "HÀNG"),
            article("8.4.LQ.1", "Người bán", "<p>1. Một.</p><p>2. Hai.</p>", document=FULL),
        ),
    )
    [only] = batch.articles
    assert only.id == "7/2014/qh13+1"
    assert only.title == "Người bán"
    assert only.text == "1. Một.\n2. Hai."
    assert only.headings == ("Chợ phiên", "Chương I. NHỮNG QUY ĐỊNH CHUNG", "Mục 2. HÀNG")
    assert only.effective == date(2015, 1, 1)
    assert only.url == "http://vbpl.vn/x?ItemID=1&y=2#Dieu_1"
    document = batch.documents["7/2014/QH13"]
    assert (document.kind, document.name, document.issuer) == ("Luật", "Luật Chợ phiên", "Quốc hội")
    assert (document.issued, document.effective) == (date(2014, 6, 19), date(2015, 1, 1))
    assert document.answerable
    assert batch.problems == []


def test_the_name_comes_from_whichever_note_has_it(tmp_path: Path) -> None:
    batch = read(
        tmp_path,
        a=page(article("8.4.LQ.2", "Sau", "Hai.")),
        b=page(article("8.4.LQ.1", "Đầu", "Một.", document=FULL)),
    )
    assert batch.documents["7/2014/QH13"].name == "Luật Chợ phiên"


def test_the_name_may_come_from_a_cross_reference(tmp_path: Path) -> None:
    pointing = (
        "Điều này có nội dung liên quan đến <a>Điều 8.4.LQ.1. Người bán của Luật 7/2014/QH13 Chợ"
        " phiên ban hành ngày 19/06/2014</a>; <a>Điều 9. Khác của Luật 8/2014/QH13 Xa ban hành ngày"
        " 20/06/2014</a>"
    )
    batch = read(tmp_path, a=page(article("8.4.LQ.1", "Đầu", "Một.", references=pointing)))
    assert set(batch.documents) == {"7/2014/QH13"}
    assert batch.documents["7/2014/QH13"].name == "Luật Chợ phiên"
    assert batch.documents["7/2014/QH13"].issued == date(2014, 6, 19)


def test_chapters_do_not_leak_into_the_next(tmp_path: Path) -> None:
    batch = read(
        tmp_path,
        a=page(
            chapter("Chương I", "MỘT", "Mục 1", "A"),
            article("8.4.LQ.1", "x", "x"),
            chapter("Chương II"),
            article("8.4.LQ.2", "y", "y"),
        ),
    )
    assert batch.articles[1].headings == ("Chợ phiên", "Chương II")


def test_a_missing_note_is_told_by_the_code_and_reported(tmp_path: Path) -> None:
    batch = read(
        tmp_path,
        a=page(article("8.4.LQ.1", "x", "Một."), article("8.4.LQ.2", "y", "Hai.", note="")),
    )
    assert [found.id for found in batch.articles] == ["7/2014/qh13+1", "7/2014/qh13+2"]
    [problem] = batch.problems
    assert problem.file == "demuc/a.html"
    assert problem.place == "Điều 8.4.LQ.2. y"
    assert "theo mã thì đây là Điều 2 của 7/2014/QH13" in problem.reason


def test_a_missing_note_is_not_guessed_where_codes_do_not_follow_the_law(tmp_path: Path) -> None:
    batch = read(
        tmp_path,
        a=page(
            article("8.4.LQ.1", "x", "Một.", number="4"),
            article("8.4.LQ.2", "y", "Hai.", note=""),
        ),
    )
    assert [found.id for found in batch.articles] == ["7/2014/qh13+4"]
    assert len(batch.problems) == 1


@pytest.mark.parametrize(
    "note",
    [
        "(Điều 1 Pháp lệnh Về Hàm, cấp ngoại giao, có hiệu lực thi hành kể từ ngày 31/05/1995)",
        "(Mục IV Thông tư số 124/2007/TT-BTC, có hiệu lực thi hành kể từ ngày 24/11/2007)",
    ],
)
def test_an_unreadable_note_is_reported_with_its_words(note: str, tmp_path: Path) -> None:
    batch = read(tmp_path, a=page(article("8.4.LQ.1", "x", "Một.", note=note)))
    assert batch.articles == []
    [problem] = batch.problems
    assert "Không đọc được số văn bản" in problem.reason
    assert note[:60] in problem.reason


def test_an_empty_article_is_reported_and_one_that_is_all_heading_is_kept(tmp_path: Path) -> None:
    batch = read(
        tmp_path,
        a=page(
            article("8.4.LQ.1", "Bị bãi bỏ", ""),
            article("8.4.LQ.2", "Luật này có hiệu lực từ nay.", ""),
        ),
    )
    assert [(found.title, found.text) for found in batch.articles] == [
        ("", "Luật này có hiệu lực từ nay.")
    ]
    assert [problem.place for problem in batch.problems] == ["Điều 8.4.LQ.1. Bị bãi bỏ"]


def test_a_law_keeps_its_number_against_a_resolution_that_shares_it(tmp_path: Path) -> None:
    resolution = article(
        "9.1.NQ.1.1", "x", "Nghị quyết.", document="Nghị quyết số 7/2014/QH13", number="1"
    )
    batch = read(tmp_path, a=page(resolution), b=page(article("8.4.LQ.1", "Luật", "Luật.")))
    assert [found.text for found in batch.articles] == ["Luật."]
    assert batch.documents["7/2014/QH13"].kind == "Luật"
    [problem] = batch.problems
    assert "Trùng số 7/2014/QH13" in problem.reason


def test_numbers_without_a_year_are_told_apart_by_their_time(tmp_path: Path) -> None:
    old = article("1.1.NĐ.1.1", "x", "Cũ.", document="Nghị định số 73-CP", day="25/10/1993")
    newer = [
        article(f"2.1.NĐ.1.{n}", "y", f"Mới {n}.", document="Nghị định số 73-CP", day="30/07/1994")
        for n in (1, 2)
    ]
    batch = read(tmp_path, a=page(old), b=page(*newer))
    assert [found.text for found in batch.articles] == ["Mới 1.", "Mới 2."]
    assert len(batch.problems) == 1


def test_an_article_under_two_subjects_stands_once(tmp_path: Path) -> None:
    same = article("8.4.LQ.1", "x", "Một.")
    batch = read(tmp_path, a=page(same), b=page(same))
    assert len(batch.articles) == 1
    assert batch.problems == []


def test_two_texts_of_one_article_are_reported_and_the_one_whose_code_agrees_stays(
    tmp_path: Path,
) -> None:
    wrong = article("8.4.LQ.5", "Sai", "Nội dung dài hơn nhiều của điều khác.", number="3")
    right = article("8.4.LQ.3", "Đúng", "Ba.")
    batch = read(tmp_path, a=page(wrong, right))
    assert [found.title for found in batch.articles] == ["Đúng"]
    [problem] = batch.problems
    assert problem.place == "Điều 8.4.LQ.5. Sai"


def test_broken_html_of_one_article_does_not_reach_the_next(tmp_path: Path) -> None:
    batch = read(
        tmp_path,
        a=page(
            article("8.4.LQ.1", "x", "<table><tr><td><div>Một <b>hở"),
            article("8.4.LQ.2", "y", "Hai."),
        ),
    )
    assert [found.text for found in batch.articles] == ["Một hở", "Hai."]


def test_a_page_that_is_not_utf8_is_reported(tmp_path: Path) -> None:
    batch = read(tmp_path, a=b"\xff\xfe<p class='pDieu'>", b=page(article("8.4.LQ.1", "x", "Một.")))
    assert len(batch.articles) == 1
    assert [problem.file for problem in batch.problems] == ["demuc/a.html"]


def test_an_empty_subject_is_reported_with_its_name(tmp_path: Path) -> None:
    [problem] = read(tmp_path, a=page(subject="Bỏ trống")).problems
    assert (problem.place, problem.reason) == ("Bỏ trống", "Đề mục chưa có điều nào.")


def test_reads_the_packed_download_alike(tmp_path: Path) -> None:
    content = page(article("8.4.LQ.1", "x", "Một."))
    path = tmp_path / "code.tar.xz"
    with tarfile.open(path, "w:xz") as packed:
        member = tarfile.TarInfo("./demuc/a.html")
        member.size = len(content)
        packed.addfile(member, io.BytesIO(content))
    assert [found.text for found in phapdien.read(path).articles] == ["Một."]


@pytest.mark.law
def test_the_whole_code_is_read_and_what_is_not_is_accounted_for() -> None:
    """The bounds state what was measured in January 2026's code: 62,323 headings."""
    batch = phapdien.read(present(CODE))
    unreadable = [found for found in batch.problems if "Không đọc được" in found.reason]
    assert len(batch.articles) > 62_000
    assert len(unreadable) < 100
    assert all(found.text and found.effective for found in batch.articles)
    ids = [found.id for found in batch.articles]
    assert len(ids) == len(set(ids))
    custody = next(found for found in batch.articles if found.id == "52/2014/qh13+81")
    assert custody.text.split("\n")[2].startswith("3. Con dưới 36 tháng tuổi")
    assert batch.documents["52/2014/QH13"].name == "Luật Hôn nhân và gia đình"
    assert batch.documents["24/2008/QH12"].name == "Luật Quốc tịch Việt Nam"


@pytest.mark.law
def test_the_corpus_made_from_the_code_has_no_article_that_we_lack() -> None:
    """Apart from numbers that the corpus cut at a blank or took from elsewhere."""
    from knowledge.ingest import jsonl

    ours = {found.id: found for found in phapdien.read(present(CODE)).articles}
    corpus = jsonl.read(present(CORPUS))
    copy = TRUSTED_SNAPSHOTS["quangthai2026"]
    theirs = [
        found
        for found in corpus.articles
        if corpus.documents[found.document].source == copy and found.answerable
    ]
    missing = [found.id for found in theirs if found.id not in ours]
    assert len(theirs) > 60_000
    assert len(missing) / len(theirs) < 0.002
    shorter = [
        found.id
        for found in theirs
        if found.id in ours and len(ours[found.id].text) < 0.9 * len(found.text)
    ]
    assert len(shorter) < 12, "the corpus mixes up documents that share a number, hence a few"
