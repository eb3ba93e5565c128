"""What people would ask is read line by line; what cannot be read is named with its place."""

from __future__ import annotations

from pathlib import Path

from knowledge.asked import file_of, questions_of, read_asked


def write(folder: Path, lines: str) -> None:
    """The lines of the one document of a made-up parliament."""
    (folder / "2031").mkdir()
    (folder / "2031" / "12-2031-qh20.tsv").write_text(lines, encoding="utf-8")


def test_a_line_is_an_article_and_its_questions(tmp_path: Path) -> None:
    written = "12/2031/qh20+3\tbếp để ở đâu ;  ai được  nấu cơm\n"
    write(tmp_path, written)
    ((line,), problems) = read_asked(tmp_path)
    assert line.questions == ("bếp để ở đâu", "ai được nấu cơm")
    assert line.document == "12/2031/qh20"
    assert line.file == file_of(line.document) == "2031/12-2031-qh20.tsv"
    assert not problems


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    written = "12/2031/qh20+3 bếp để ở đâu\n\n12/2031/qh20\tbếp\n12/2031/qh20+4\t ; \n"
    write(tmp_path, written)
    lines, problems = read_asked(tmp_path)
    assert not lines
    assert [problem.place for problem in problems] == ["dòng 1", "dòng 2", "dòng 3", "dòng 4"]


def test_the_questions_of_an_article(tmp_path: Path) -> None:
    written = "12/2031/qh20+31\tai rửa bát\n12/2031/qh20+3\tbếp để ở đâu ; ai nấu cơm\n"
    write(tmp_path, written)
    assert questions_of(["12/2031/qh20", "13/2031/qh20"], tmp_path) == {
        "12/2031/qh20+31": ("ai rửa bát",),
        "12/2031/qh20+3": ("bếp để ở đâu", "ai nấu cơm"),
    }
    assert questions_of(["13/2031/qh20"], tmp_path) == {}


def test_a_document_without_a_year_has_its_place() -> None:
    assert file_of("109/nq-cp") == "khac/109-nq-cp.tsv"


def test_ours_are_there() -> None:
    lines, problems = read_asked()
    assert not problems
    assert len({line.article_id for line in lines}) == len(lines) > 60_000
