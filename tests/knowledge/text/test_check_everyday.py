from pathlib import Path

import pytest

from knowledge.text import everyday
from knowledge.text.check_everyday import everyday_problems, missing_wordings

GOOD = "- say: sang sổ\n  law: chuyển nhượng quyền sử dụng đất\n  subject: đất đai\n"


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "everyday.yaml"
    monkeypatch.setattr(everyday, "EVERYDAY", path)

    def problems(text: str) -> list[str]:
        path.write_text(text, encoding="utf-8")
        return everyday_problems()

    return problems


def row(say: str, law: str = "ly hôn", more: str = "") -> str:
    return f"- say: {say}\n  law: {law}\n  subject: x\n{more}"


def test_a_good_row_is_good(said):
    assert said(GOOD) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (row("sang sổ, sang sổ"), "dòng 1: “sang sổ” đã có ở dòng 1."),
        (GOOD + row("sang sổ"), "dòng 4: “sang sổ” đã có ở dòng 1."),
        (row("ck bán nhà"), "dòng 1: “ck bán nhà” được đọc thành “chồng bán nhà”"),
        (row("Sang Sổ"), "dòng 1: “Sang Sổ” phải viết thường"),
        (row("bạo hành"), "dòng 1: “bạo hành” gõ không dấu giống hệt “bảo hành”"),
        (row("không chịu ra tòa"), "dòng 1: “không chịu ra tòa” có chữ “không”"),
        (row("ra tòa", "đơn khởi kịn"), "dòng 1: không thấy văn bản luật nào viết “khởi kịn”"),
        (row("ly hôn"), "dòng 1: “ly hôn” đã là chữ của luật"),
        (row("ra tòa", more="  nearby: a\n"), "dòng 1: không có mục nào tên “nearby”"),
        (row("ra tòa", more="  near: vợ\n"), "dòng 1: từ điều kiện “vợ” phải viết không dấu"),
        ("- say: ra tòa\n  law: ly hôn\n", "dòng 1: thiếu mục “subject”."),
        (GOOD + "- say: [a\n", "không đọc được"),
        ("- chỉ có chữ\n", "không đọc được"),
    ],
)
def test_mistakes_are_named_with_their_line(said, text, told):
    assert any(told in problem for problem in said(text)), said(text)


@pytest.mark.parametrize(
    ("say", "more"),
    [
        ("bạo hành", "  bare_near: chong vo\n"),
        ("bạo hành", "  accented: true\n"),
        ("không chịu ra tòa", "  negation: true\n"),
    ],
)
def test_what_was_looked_at_is_accepted(said, say, more):
    assert said(row(say, more=more)) == []


def test_rare_wordings_are_accepted_when_they_were_seen(said):
    assert said(row("ra tòa", "đơn khởi kịn", "  rare: true\n")) == []


def test_wordings_are_looked_for_word_for_word(tmp_path: Path):
    path = tmp_path / "list.yaml"
    path.write_text(row("ra tòa", "đơn khởi kiện; cha, mẹ"), encoding="utf-8")
    rows = everyday.read(path)
    assert missing_wordings(rows, ["Đơn khởi kiện của cha, mẹ"]) == []
    assert missing_wordings(rows, ["đơn khởi kiện khác"]) == [(1, "cha, mẹ")]
