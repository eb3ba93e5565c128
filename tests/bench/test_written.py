"""The written questions are whole, and their table tells first stage and ranker apart."""

from __future__ import annotations

from pathlib import Path

from knowledge.evaluate import LabelledQuestion, read_questions
from tests.bench import written
from tests.knowledge.official import LEGAL, present
from tests.knowledge.samples import library


def test_each_question_names_the_article_that_it_was_written_for() -> None:
    asked = written.questions()
    assert len(asked) == 3_700
    assert len({each.question for each in asked}) == len(asked)
    assert all("+" in article for each in asked for article in each.relevant)


def test_none_asks_about_an_article_of_the_public_questions() -> None:
    public = read_questions(present(LEGAL.parent / "bench" / "zalo-train.jsonl"))
    learned = {article.lower() for each in public for article in each.relevant}
    assert not learned & {article for each in written.questions() for article in each.relevant}


def test_the_rows_tell_the_years_apart(tmp_path: Path) -> None:
    asked = [
        LabelledQuestion(question="nghỉ thai sản mấy tháng", relevant={"945/2019/qh99+139"}),
        LabelledQuestion(question="không có trong thư viện", relevant={"1/2023/qh15+1"}),
    ]
    rows = list(written.rows(library(tmp_path / "compiled"), asked))
    assert [row[:2] for row in rows] == [["all", "1"], ["2018–2021", "1"], ["without", "1"]]
    assert float(rows[0][3]) == 1.0
