from knowledge.text import abbreviations, check
from knowledge.text.check import problems


def test_our_lists_are_in_order():
    assert problems() == []


def test_the_command_says_so(capsys):
    assert check.main() == 0
    assert capsys.readouterr().out == "Các danh sách đều ổn.\n"


def test_mistakes_are_named(tmp_path, monkeypatch, capsys):
    abbreviations.by_form()  # what is kept of the shipped list is not taken from the faulty one
    words = tmp_path / "abbreviations.yaml"
    words.write_text("- {write: danh KO ko ko, mean: x}\n- {write: zz}\n", encoding="utf-8")
    phrases = tmp_path / "phrases.tsv"
    phrases.write_text("một\thai\nmột\tba\nbốn\n", encoding="utf-8")
    monkeypatch.setattr(abbreviations, "ABBREVIATIONS", words)
    monkeypatch.setattr(abbreviations.read, "__defaults__", (words,))
    monkeypatch.setattr(check, "PHRASES", phrases)
    greetings = tmp_path / "address.txt"
    greetings.write_text("chào <ai>\nđừng [hỏi]\n[dạ chào\n", encoding="utf-8")
    monkeypatch.setattr(check, "ADDRESS", greetings)
    assert check.main() == 1
    said = capsys.readouterr().out
    assert "“ko” được ghi 2 lần" in said
    assert "“danh” cũng là một chữ" in said
    assert "“KO” phải viết thường" in said
    assert "“zz” không có nghĩa" in said
    assert "dòng 2: cụm “một” đã có" in said
    assert "dòng 3: phải có đúng hai cột" in said
    assert "address.txt, dòng 2: có chữ phủ định" in said
    assert "address.txt, dòng 3: dấu ngoặc không khớp" in said
