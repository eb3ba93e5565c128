from __future__ import annotations

from datetime import date
from pathlib import Path

from knowledge.documents import Citation
from knowledge.tips import read_files, read_tips

GOOD = """
- id: khai-sinh
  topic: hộ tịch
  text: >
    Con sinh ra,
    chị đi khai sinh trong 60 ngày.
  picture: Khai sinh trong 60 ngày
  citation: {document: 60/2014/qh13, article: "15"}
  checked_on: 2026-11-22
  checked_against: Bộ pháp điển
  expires: 2027-03-01
"""


def put(tmp_path: Path, **files: str) -> Path:
    (tmp_path / "tips").mkdir()
    for name, text in files.items():
        (tmp_path / "tips" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_good_tip(tmp_path: Path) -> None:
    [tip] = read_tips(put(tmp_path, a=GOOD))
    assert tip.text == "Con sinh ra, chị đi khai sinh trong 60 ngày."
    assert tip.citations == (Citation("60/2014/QH13", "15"),)
    assert tip.title == tip.picture == "Khai sinh trong 60 ngày"
    assert tip.review_day == date(2027, 5, 21)
    assert tip.in_force(date(2027, 2, 28))
    assert not tip.in_force(date(2027, 3, 1))


def test_files_come_by_name_and_a_bad_tip_does_not_take_the_others_with_it(tmp_path: Path) -> None:
    bad = GOOD.replace("khai-sinh", "sai").replace("  picture: Khai sinh trong 60 ngày\n", "")
    folder = put(tmp_path, b=GOOD.replace("khai-sinh", "hai"), a=bad + GOOD)
    assert [tip.id for tip in read_tips(folder)] == ["khai-sinh", "hai"]
    [first, second] = read_files(folder)
    assert [str(problem) for problem in first[2]] == [
        "a.yaml, lời nhắc sai: «picture»: thiếu mục này; hãy thêm vào."
    ]
    assert (second[0], second[2]) == ("b.yaml", [])


def test_a_library_without_tips_has_none(tmp_path: Path) -> None:
    assert read_tips(tmp_path) == ()
