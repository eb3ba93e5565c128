"""Lines and clauses of bodies as laws write them."""

from __future__ import annotations

from pathlib import Path

from knowledge.index.forward import LONGEST
from knowledge.index.lines import Lines, compile_lines, open_lines
from knowledge.index.occurrences import Occurrences
from knowledge.index.ranking import ArticleIndex
from knowledge.index.terms import TermNumbers
from knowledge.text.segment import syllables
from tests.knowledge.index import laws as made_up


def compiled(folder: Path, *texts: str) -> Lines:
    bodies = Occurrences.of([syllables(text) for text in texts], TermNumbers())
    compile_lines(folder, texts, bodies.lengths)
    return open_lines(folder)


def test_where_lines_begin_and_which_clause_leads_them(tmp_path: Path) -> None:
    lines = compiled(
        tmp_path,
        "Mở đầu:\n1. Khoản một gồm:\na) Điểm a;\nđ) Điểm đ;\n\n2. Khoản hai.",
        "",
        "Chỉ một câu.",
    )
    assert lines.offsets.tolist() == [0, 5, 5, 6]
    assert lines.starts.tolist() == [0, 2, 6, 9, 12, 0]
    assert lines.leads.tolist() == [0, 1, 1, 1, 4, 0]


def test_lines_without_a_word_are_none(tmp_path: Path) -> None:
    lines = compiled(tmp_path, "1. Một.\n…\n \n- \n2. Hai.")
    assert lines.starts.tolist() == [0, 2]
    assert lines.leads.tolist() == [0, 1]


def test_only_lines_within_what_the_streams_keep(tmp_path: Path) -> None:
    line = "một hai ba bốn năm"
    lines = compiled(tmp_path, "\n".join([line] * 300 + ["1. Một câu nữa"]), "Sau.")
    assert lines.offsets.tolist() == [0, LONGEST["body"] // 5, LONGEST["body"] // 5 + 1]


def test_no_text_at_all(tmp_path: Path) -> None:
    lines = compiled(tmp_path)
    assert lines.offsets.tolist() == [0]


def test_the_compiled_laws(laws: ArticleIndex, laws_folder: Path) -> None:
    lines = open_lines(laws_folder)
    for row, article in enumerate(made_up.selection().articles):
        written = [syllables(line) for line in article.text.split("\n") if syllables(line)]
        begins = [sum(map(len, written[:place])) for place in range(len(written))]
        part = slice(*lines.offsets[row : row + 2].tolist())
        assert lines.starts[part].tolist() == begins
