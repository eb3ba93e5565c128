"""Questions that people would ask find the article that answers them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from knowledge.index.asked import AskedQuestions
from knowledge.index.features import matrix
from knowledge.index.forward import LONGEST, Forward
from knowledge.index.question import Question
from knowledge.index.ranking import ArticleIndex
from knowledge.index.terms import numbers
from knowledge.text.fold import fold
from knowledge.text.segment import syllables
from tests.knowledge.index import laws as made_up
from tests.knowledge.index.laws import MARRIAGE, candidates, row

KEEPS_CHILD = row(MARRIAGE, "81")
IN_EVERYDAY_WORDS = "Vợ chồng chia tay, bé ở với ai?"


def test_each_questions_place_in_its_line(laws_folder: Path) -> None:
    asked = AskedQuestions.open(laws_folder)
    ids = [article.id for article in made_up.selection().articles]
    for place, article in enumerate(ids):
        sizes = [len(syllables(each)) for each in made_up.ASKED_LINES.get(article, ())]
        begins = [sum(sizes[:n]) for n in range(len(sizes))]
        assert asked.starts[asked.offsets[place] : asked.offsets[place + 1]].tolist() == begins


@pytest.mark.parametrize(
    ("questions", "kept"),
    [(("?", "chia tay", "!"), 1), (("bé " * LONGEST["asked"], "chia tay"), 1), ((), 0)],
    ids=["without a syllable", "beyond what is kept", "none"],
)
def test_odd_lines(tmp_path: Path, questions: tuple[str, ...], kept: int) -> None:
    lines = {f"{MARRIAGE.id}+81": questions}
    made_up.build(tmp_path / "odd", made_up.batch(), asked=lines)
    asked = AskedQuestions.open(tmp_path / "odd")
    assert asked.offsets[-1] == len(asked.starts) == len(asked.plain) == kept
    odd = ArticleIndex(tmp_path / "odd", len(made_up.ARTICLES))
    _, values = matrix(candidates(odd, IN_EVERYDAY_WORDS, range(len(made_up.ARTICLES))))
    assert np.isfinite(values).all()


def test_what_each_question_weighs(laws_folder: Path) -> None:
    asked, forward = AskedQuestions.open(laws_folder), Forward(laws_folder)
    ids = [article.id for article in made_up.selection().articles]
    texts = [each for article in ids for each in made_up.ASKED_LINES.get(article, ())]
    accented = [forward.accented.of(numbers(syllables(each))) for each in texts]
    plain = [forward.plain.of(numbers(syllables(fold(each)))) for each in texts]
    assert asked.accented == pytest.approx(
        [forward.accented.rarity[each].sum() for each in accented]
    )
    assert asked.plain == pytest.approx([forward.plain.rarity[each].sum() for each in plain])


@pytest.mark.parametrize("spell", [str, fold])
def test_an_article_is_found_by_words_that_only_people_use(laws: ArticleIndex, spell) -> None:
    found = laws.candidates(Question.of(spell("chia tay bé ở với ai")))
    assert found.rows[0] == KEEPS_CHILD


def test_without_lines_it_is_not_found(tmp_path: Path) -> None:
    made_up.build(tmp_path / "bare", made_up.batch(), asked={})
    bare = ArticleIndex(tmp_path / "bare", len(made_up.ARTICLES))
    assert KEEPS_CHILD not in bare.candidates(Question.of("chia tay bé ở với ai")).rows


def test_how_the_line_and_its_best_question_fit(laws: ArticleIndex) -> None:
    found = candidates(laws, IN_EVERYDAY_WORDS, range(len(made_up.ARTICLES)))
    names, values = matrix(found)
    feature = dict(zip(names, values.T, strict=True))
    line = {word for each in made_up.ASKED_LINES[f"{MARRIAGE.id}+81"] for word in syllables(each)}
    held = [word for word in syllables(IN_EVERYDAY_WORDS.lower()) if word in line]
    assert feature["asked terms"][KEEPS_CHILD] == len(set(held))
    assert feature["asked questions"][KEEPS_CHILD] == 2
    assert feature["asked covers"].argmax() == KEEPS_CHILD
    assert feature["best asked fits"].argmax() == KEEPS_CHILD
    assert feature["behind best asked fits"][KEEPS_CHILD] == 0
    assert feature["best asked covers"][KEEPS_CHILD] <= feature["asked covers"][KEEPS_CHILD] + 1e-6
    lineless = row(made_up.DECREE, "3")
    for name in ("asked covers", "best asked fits", "asked questions", "asked length"):
        assert feature[name][lineless] == 0, name
    assert (feature["asked+all cover"] >= feature["all cover"] - 1e-6).all()
    assert feature["asked+all cover"][KEEPS_CHILD] > feature["all cover"][KEEPS_CHILD]
    assert np.isfinite(values).all()
