from __future__ import annotations

from datetime import date

import pytest

from knowledge.ingest.note import read_note


def test_a_first_note_tells_everything() -> None:
    note = read_note(
        "(Điều 51 Luật số 52/2014/QH13 Hôn nhân và gia đình ngày 19/06/2014 của Quốc hội,"
        " có hiệu lực thi hành kể từ ngày 01/01/2015)"
    )
    assert note is not None
    assert (note.kind, note.number, note.article) == ("Luật", "52/2014/QH13", "51")
    assert note.name == "Luật Hôn nhân và gia đình"
    assert (note.issued, note.issuer) == (date(2014, 6, 19), "Quốc hội")
    assert note.effective == note.article_effective == date(2015, 1, 1)


def test_a_later_note_knows_no_name() -> None:
    note = read_note(
        "(Điều 3a Nghị định số 12/2011/NĐ-CP, có hiệu lực thi hành kể từ ngày 26/03/2011)"
    )
    assert note is not None
    assert (note.article, note.name, note.issued, note.issuer) == ("3a", "Nghị định", None, "")


def test_an_added_article_begins_with_its_amendment() -> None:
    note = read_note(
        "( Điều 2a Nghị định số 56/2008/NĐ-CP, có hiệu lực thi hành kể từ ngày 26/05/2008, được bổ"
        " sung bởi Điều 1 Nghị định số 118/2016/NĐ-CP có hiệu lực thi hành kể từ ngày 15/09/2016)"
    )
    assert note is not None
    assert (note.effective, note.article_effective) == (date(2008, 5, 26), date(2016, 9, 15))


def test_a_partly_amended_article_keeps_its_beginning() -> None:
    note = read_note(
        "( Điều 3 Luật số 23/2004/QH11, có hiệu lực thi hành kể từ ngày 01/01/2005, có nội dung"
        " được sửa đổi, có nội dung được bổ sung bởi Điều 1 , Điều 2 Luật số 48/2014/QH13 có hiệu"
        " lực thi hành kể từ ngày 01/01/2015)"
    )
    assert note is not None
    assert note.number == "23/2004/QH11"
    assert note.article_effective == date(2005, 1, 1)


@pytest.mark.parametrize(
    ("written", "number", "article"),
    [
        ("(Điều 7 Thông tư số 105 /2021/TT-BQP, có hiệu lực ...)", "105/2021/TT-BQP", "7"),
        ("(Điều 7 Thông tư số 03/2017/TT- BVHTTDL, có)", "03/2017/TT-BVHTTDL", "7"),
        ("(Điều 1 Thông tư số TT 07/2023/TT-BNNPTNT Bãi bỏ)", "07/2023/TT-BNNPTNT", "1"),
        ("(Điều 1 Thông tư liên tịch 13/2014/TTLT-BNV-BTC về)", "13/2014/TTLT-BNV-BTC", "1"),
        ("(Điều 4 Thông tư số 02/2020/TT-BGDÐT, có hiệu lực)", "02/2020/TT-BGDĐT", "4"),
        ("(27 Nghị định số 70/2015/NĐ-CP, có hiệu lực thi)", "70/2015/NĐ-CP", "27"),
        ("((Điều 15 Thông tư số 211/2013/TT-BTP, có hiệu)", "211/2013/TT-BTP", "15"),
        ("(Điều 2 Quyết định số 18/2021/QĐ-TTg (1), có hiệu)", "18/2021/QĐ-TTg", "2"),
        ("(Điều 6 Luật số 21-LCT/HDNN8, có hiệu lực thi)", "21-LCT/HDNN8", "6"),
        ("(Điều 3 Sắc lệnh số 102-SL/L-004, có hiệu lực)", "102-SL/L-004", "3"),
        ("(Điều 3 Thông tư số 40/2016/TT-BCT. BAN HÀNH, có)", "40/2016/TT-BCT", "3"),
        ("(Danh mục quy định tại Điều 7 Nghị định số 94/2013/NĐ-CP, có)", "94/2013/NĐ-CP", "7"),
        ("(Mục IV Thông tư số 124/2007/TT-BTC, có hiệu lực)", "124/2007/TT-BTC", ""),
    ],
)
def test_odd_shapes(written: str, number: str, article: str) -> None:
    note = read_note(written)
    assert note is not None
    assert (note.number, note.article) == (number, article)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "(Điều 2 Pháp lệnh Về Hàm, cấp ngoại giao, có hiệu lực thi hành kể từ ngày 31/05/1995)",
        "(Điều 1 Pháp lệnh số Không số Về Hàm, cấp ngoại giao ngày 31/05/1995)",
        "(Thông tư này có hiệu lực thi hành kể từ ngày 28 tháng 6 năm 2017.)",
    ],
)
def test_a_note_without_a_number_is_not_guessed(written: str) -> None:
    assert read_note(written) is None


def test_an_impossible_day_is_no_day() -> None:
    note = read_note("(Điều 1 Luật số 1/2014/QH13, có hiệu lực thi hành kể từ ngày 31/02/2015)")
    assert note is not None
    assert note.effective is None


def test_the_issuer_follows_the_last_date() -> None:
    note = read_note(
        "(Điều 1 Thông tư số 9/1999/TT-BCA Hướng dẫn Nghị định số 5/1999/NĐ-CP ngày 03/02/1999 của"
        " Chính phủ ngày 29/04/1999 của Bộ Công an, có hiệu lực thi hành kể từ ngày 01/05/1999)"
    )
    assert note is not None
    assert (note.issuer, note.issued) == ("Bộ Công an", date(1999, 4, 29))
