"""Lines, clauses and definitions of bodies as laws write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.index.forward import LONGEST
from knowledge.index.lines import Definitions, Lines, compile_lines, open_lines
from knowledge.index.occurrences import Occurrences
from knowledge.index.ranking import ArticleIndex
from knowledge.index.terms import TermNumbers
from knowledge.text.segment import syllables
from tests.knowledge.index import laws as made_up
from tests.knowledge.index.laws import MARRIAGE


def compiled(folder: Path, *texts: str) -> tuple[Lines, Definitions]:
    bodies = Occurrences.of([syllables(text) for text in texts], TermNumbers())
    compile_lines(folder, texts, bodies)
    return open_lines(folder)


def defined(folder: Path, text: str) -> list[str]:
    """The subjects that a body defines."""
    _, found = compiled(folder, text)
    words = syllables(text)
    spans = zip(found.starts.tolist(), found.sizes.tolist(), strict=True)
    return [" ".join(words[start : start + size]) for start, size in spans]


def test_where_lines_begin_and_which_clause_leads_them(tmp_path: Path) -> None:
    lines, _ = compiled(
        tmp_path,
        "Mở đầu:\n1. Khoản một gồm:\na) Điểm a;\nđ) Điểm đ;\n\n2. Khoản hai.",
        "",
        "Chỉ một câu.",
    )
    assert lines.offsets.tolist() == [0, 5, 5, 6]
    assert lines.starts.tolist() == [0, 2, 6, 9, 12, 0]
    assert lines.leads.tolist() == [0, 1, 1, 1, 4, 0]


def test_lines_without_a_word_are_none(tmp_path: Path) -> None:
    lines, _ = compiled(tmp_path, "1. Một.\n…\n \n- \n2. Hai.")
    assert lines.starts.tolist() == [0, 2]
    assert lines.leads.tolist() == [0, 1]


def test_only_lines_within_what_the_streams_keep(tmp_path: Path) -> None:
    line = "một hai ba bốn năm"
    lines, definitions = compiled(tmp_path, "\n".join([line] * 300 + ["1. Nó là gì"]), "Sau.")
    assert lines.offsets.tolist() == [0, LONGEST["body"] // 5, LONGEST["body"] // 5 + 1]
    assert definitions.offsets.tolist() == [0, 0, 0]


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("1. Hôn nhân là quan hệ giữa vợ và chồng.", ["hôn nhân"]),
        ("Con nuôi là con được nhận.", ["con nuôi"]),
        ("a) Cha mẹ nuôi là người nhận con.", ["cha mẹ nuôi"]),
        ("1. Vợ là gì.\n2. Chồng là ai.", ["vợ", "chồng"]),
        ("Vợ và chồng bình đẳng.", []),
        ("1. Là người Việt Nam.", []),
        ("1. Người không phải là vợ.", []),
        ("2. Nếu là con nuôi.", []),
        ("1. " + "rất " * 14 + "dài là dài.", []),
        ("1. " + "rất " * 13 + "dài là dài.", [" ".join(["rất"] * 13 + ["dài"])]),
    ],
)
def test_what_a_line_defines(tmp_path: Path, text: str, subjects: list[str]) -> None:
    assert defined(tmp_path, text) == subjects


def test_a_definition_does_not_reach_into_the_next_body(tmp_path: Path) -> None:
    _, found = compiled(tmp_path, "Người vợ", "là người")
    assert found.offsets.tolist() == [0, 0, 0]


def test_no_text_at_all(tmp_path: Path) -> None:
    lines, definitions = compiled(tmp_path)
    assert lines.offsets.tolist() == definitions.offsets.tolist() == [0]


def test_the_compiled_laws(laws: ArticleIndex, laws_folder: Path) -> None:
    lines, definitions = open_lines(laws_folder)
    for row, article in enumerate(made_up.selection().articles):
        written = [syllables(line) for line in article.text.split("\n") if syllables(line)]
        begins = [sum(map(len, written[:place])) for place in range(len(written))]
        part = slice(*lines.offsets[row : row + 2].tolist())
        assert lines.starts[part].tolist() == begins
    explained = made_up.row(MARRIAGE, "3")
    assert definitions.offsets[explained : explained + 2].tolist() == [0, 2]
    assert definitions.sizes.tolist() == [2, 2]
