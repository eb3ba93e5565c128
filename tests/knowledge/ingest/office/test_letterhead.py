"""The facts on the first page, what is blank, and what an officer states herself."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge.errors import SourceError
from knowledge.ingest.office import intake as sentences
from knowledge.ingest.office.facts import Facts, stated
from knowledge.ingest.office.in_force import first_day
from knowledge.ingest.office.intake import take_in
from knowledge.ingest.office.letterhead import kind_by_number, read
from knowledge.ingest.office.lines import Line
from knowledge.ingest.office.names import office_name, sentence_case
from tests.knowledge.ingest.office.files import LETTERHEAD, PLAN, write_text

BODY = ("I. MỤC ĐÍCH", "Lời văn.", "II. NỘI DUNG", "Lời văn nữa.")


def _facts(*texts: str) -> Facts:
    return read([Line(text, "") for text in texts]).facts


def test_a_law_in_capitals() -> None:
    facts = _facts("QUỐC HỘI", "Luật số: 9/2030/QH17", "LUẬT", "NHÀ Ở CHO NGƯỜI GIÀ", "Điều 1. Một")
    assert (facts.number, facts.kind) == ("9/2030/QH17", "Luật")
    assert (facts.name, facts.issuer) == ("Luật Nhà ở cho người già", "Quốc hội")


def test_a_letter_is_named_after_its_subject() -> None:
    facts = _facts("HỘI LHPN PHƯỜNG", "Số: 4/CV-HPN", "V/v mời họp", "Kính gửi: các chi hội")
    assert (facts.kind, facts.number, facts.name) == ("Công văn", "4/CV-HPN", "Công văn mời họp")


def test_the_documents_it_rests_on_are_not_its_own() -> None:
    facts = _facts("KẾ HOẠCH", "Về việc làm", "Căn cứ Nghị định số 1/2020/NĐ-CP", "I. MỘT", "a")
    assert facts.number == ""


def test_both_columns_of_a_sheet_on_one_line() -> None:
    offices = "UBND PHƯỜNG SEN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    number = "Số: 3/TB-UBND Độc lập - Tự do - Hạnh phúc"
    facts = _facts(offices, number, "Sen, ngày 1 tháng 2 năm 2026", "THÔNG BÁO", "Lịch họp")
    assert (facts.number, facts.issuer) == ("3/TB-UBND", "UBND phường Sen")
    assert (facts.place, facts.issued) == ("Sen", date(2026, 2, 1))


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("12/KH-UBND", "Kế hoạch"),
        ("5-TB/ĐU", "Thông báo"),
        ("1/2020/NĐ-CP", "Nghị định"),
        ("8/XX", ""),
    ],
)
def test_kinds_by_number(number: str, kind: str) -> None:
    assert kind_by_number(number) == kind


def test_names_in_capitals() -> None:
    assert office_name("ỦY BAN NHÂN DÂN PHƯỜNG HOA SEN") == "Ủy ban nhân dân phường Hoa Sen"
    assert sentence_case("BÌNH ĐẲNG GIỚI CỦA UBND") == "Bình đẳng giới của UBND"


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Quyết định này có hiệu lực thi hành kể từ ngày ký.", date(2026, 3, 5)),
        ("Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2026.", date(2026, 7, 1)),
        ("Nghị định này có hiệu lực từ 15/8/2026, trừ Điều 4.", date(2026, 8, 15)),
        ("Hợp đồng có hiệu lực từ ngày 01/01/2020.", None),
        ("Luật này có hiệu lực từ ngày 31 tháng 2 năm 2026.", None),
    ],
)
def test_the_first_day_in_force(sentence: str, day: date | None) -> None:
    assert first_day([Line(sentence, "")], date(2026, 3, 5)) == day


def test_what_is_missing_is_asked_for(tmp_path: Path) -> None:
    path = write_text(tmp_path / "a.txt", BODY)
    intake = take_in(path)
    reasons = [finding.problem.reason for finding in intake.findings]
    assert reasons == [
        sentences.NO_NUMBER,
        sentences.NO_NAME,
        sentences.NO_KIND,
        sentences.NO_ISSUER,
        sentences.NO_DAY,
    ]
    assert intake.blocked
    with pytest.raises(SourceError, match="--number"):
        intake.accepted()


def test_a_draft_is_told_apart(tmp_path: Path) -> None:
    head = (
        "UBND PHƯỜNG SEN",
        "Số:      /KH-UBND",
        "Sen, ngày    tháng 3 năm 2026",
        "KẾ HOẠCH",
        "Việc mới",
    )
    intake = take_in(write_text(tmp_path / "a.txt", (*head, *BODY)))
    reasons = {finding.problem.reason for finding in intake.findings}
    assert {sentences.BLANK_NUMBER, sentences.BLANK_DAY} <= reasons


def test_a_law_must_say_from_when(tmp_path: Path) -> None:
    lines = (
        *LETTERHEAD[:2],
        "Số: 8/QĐ-UBND",
        *LETTERHEAD[3:],
        "QUYẾT ĐỊNH",
        "Về việc nhỏ",
        "Điều 1. Một",
        "Hai.",
    )
    intake = take_in(write_text(tmp_path / "a.txt", lines))
    assert [finding.problem.reason for finding in intake.findings] == [sentences.NO_EFFECT]
    intake = take_in(tmp_path / "a.txt", Facts(effective=date(2026, 5, 1)))
    assert intake.findings == []
    assert intake.accepted().articles[0].effective == date(2026, 5, 1)


def test_options_stand_above_the_file_beside_and_that_above_the_text(tmp_path: Path) -> None:
    path = write_text(tmp_path / "a.txt", PLAN)
    beside = tmp_path / "a.txt.yaml"
    beside.write_text(
        "number: 13/kh-ubnd\nname: Kế hoạch khác\nexpires: 2027-01-01\n", encoding="utf-8"
    )
    (found,) = take_in(path, Facts(name="Kế hoạch mới")).batch.documents.values()
    assert (found.number, found.name, found.kind) == ("13/KH-UBND", "Kế hoạch mới", "Kế hoạch")
    assert (found.expires, found.issued) == (date(2027, 1, 1), date(2026, 3, 5))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("so: 12", "không có mục «so»"),
        ("effective: mai", "«effective» phải là ngày"),
        ("number: mười hai", "«number» phải là số ký hiệu"),
        ("- một", "«mục: giá trị»"),
        ("a: [", "sai cú pháp"),
        ("name: [a]", "«name» phải là chữ"),
    ],
)
def test_a_wrong_file_beside(text: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=reason):
        take_in(write_text(tmp_path / "a.txt", PLAN))


def test_nothing_stated_is_nothing() -> None:
    assert stated({"number": "", "name": None}, "x") == Facts()
