"""``preview``, ``template`` and ``build`` with an officer's files, as they are called."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from knowledge.__main__ import main
from knowledge.search import Library
from tests.knowledge.ingest.office.files import PLAN, write_text, write_word

Captured = pytest.CaptureFixture[str]


def test_a_preview_for_reading(tmp_path: Path, capsys: Captured) -> None:
    path = write_word(tmp_path / "ke-hoach.docx", PLAN)
    assert main(["preview", str(path)]) == 0
    told = capsys.readouterr().out
    for words in (
        "Tệp: ke-hoach.docx (Word)",
        "  Số: 12/KH-UBND",
        "  Nơi và ngày ban hành: Hoa Sen, 05/03/2026",
        "Sẽ đưa vào: 4 mục",
        "    Mục I.1. Mục đích [11 chữ; đoạn 12]",
        "        Nâng cao hiểu biết của người dân về bình đẳng giới.",
        "Đây chỉ là xem trước. Chưa ghi gì vào thư viện.",
    ):
        assert words in told
    assert [file.name for file in tmp_path.iterdir()] == ["ke-hoach.docx"]


def test_a_preview_for_programs(tmp_path: Path, capsys: Captured) -> None:
    path = write_text(tmp_path / "a.txt", PLAN[10:])
    assert main(["preview", "--json", str(path)]) == 1
    out, refused = capsys.readouterr()
    told = json.loads(out)
    assert told["accepted"] is False
    assert [part["name"] for part in told["parts"]] == ["Mục I.1", "Mục I.2", "Mục II", "Mục III"]
    assert told["problems"][0]["blocking"] is True
    assert "chưa đưa vào được" in refused
    assert main(["preview", "--json", "--number", "1/KH-HPN", str(path)]) == 0
    assert json.loads(capsys.readouterr().out)["documents"][0]["number"] == "1/KH-HPN"


def test_a_plan_is_built_found_and_cited(tmp_path: Path, capsys: Captured) -> None:
    path = write_word(tmp_path / "ke-hoach.docx", PLAN)
    out = tmp_path / "built"
    assert main(["build", "--out", str(out), str(path)]) == 0
    capsys.readouterr()
    assert main(["search", "--library", str(out), "--top", "1", "phát thanh trên loa"]) == 0
    assert "  Mục II. NỘI DUNG" in capsys.readouterr().out
    library = Library.open(out)
    article = library.article("12/kh-ubnd+mục ii")
    assert article is not None
    assert article.text == "\n".join(PLAN[17:19])


def test_options_need_one_document(tmp_path: Path, capsys: Captured) -> None:
    one, two = (write_text(tmp_path / name, PLAN) for name in ("a.txt", "b.txt"))
    out = str(tmp_path / "built")
    assert main(["build", "--out", out, "--number", "1/KH-X", str(one), str(two)]) == 1
    assert "đúng một tệp" in capsys.readouterr().err
    assert main(["build", "--out", out, "--number", "1/KH-X", str(one)]) == 0
    assert Library.open(Path(out)).document("1/KH-X") is not None


def test_a_folder_may_be_named_with_the_facts_beside_its_documents(tmp_path: Path) -> None:
    path = write_text(tmp_path / "a.txt", PLAN)
    beside = tmp_path / "a.txt.yaml"
    beside.write_text("number: 13/KH-UBND\n", encoding="utf-8")
    out = tmp_path / "built"
    assert main(["build", "--out", str(out), str(path), str(beside)]) == 0
    assert Library.open(out).document("13/KH-UBND") is not None


def test_what_is_refused(tmp_path: Path, capsys: Captured) -> None:
    assert main(["preview", str(tmp_path / "none.docx")]) == 1
    assert "Không thấy tệp" in capsys.readouterr().err
    assert main(["template", str(tmp_path / "mau.xlsx")]) == 0
    assert main(["template", str(tmp_path / "mau.xlsx")]) == 1
    assert "Đã có tệp" in capsys.readouterr().err
