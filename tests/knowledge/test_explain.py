"""Why an article stands where it stands."""

from __future__ import annotations

import json
from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.documents import Article, Document
from knowledge.errors import SourceError
from knowledge.explain import LABELS, TermKind, explain
from knowledge.explain_table import WIDTH, facts, number, table
from knowledge.index.features import FAMILIES, matrix
from knowledge.index.question import Question
from knowledge.ingest.batch import Batch
from knowledge.search import Library
from knowledge.snapshot import build
from knowledge.validity import Standing
from tests.knowledge.samples import ARTICLES, MARRIAGE

TODAY = date(2026, 11, 21)
OLD, FUTURE = "922/2000/qh99+85", "999/2099/qh99+5"
QUESTION = "Vợ có quyền yêu cầu ly hôn không?"


@pytest.mark.parametrize("question", [QUESTION, "vo co quyen yeu cau ly hon k"])
@pytest.mark.parametrize("as_of", [None, TODAY])
def test_an_explanation_agrees_with_the_search(library: Library, question: str, as_of) -> None:
    hits = library.search(question, as_of=as_of)
    for place, hit in enumerate(hits, start=1):
        found = explain(library, question, hit.article.id, as_of)
        assert (found.article, found.place) == (hit.article, place)
        assert (found.score, found.confidence) == (hit.score, hit.confidence)
        assert found.standing is hit.standing


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.id)
@pytest.mark.parametrize("question", [QUESTION, "con duoi 36 thang, con duoi 3 tuoi", "thai sản"])
def test_the_terms_add_up_to_the_first_stages_score(library: Library, article, question) -> None:
    found = explain(library, question, article.id)
    assert sum(term.added for term in found.terms) == pytest.approx(found.first_score, abs=1e-3)
    assert (found.first_score > 0) == (found.first_place is not None)
    stage = library.index.candidates(Question.of(question))
    assert found.fitting == (stage.scores > 0).sum()


def test_without_an_article_the_first_one_is_explained(library: Library) -> None:
    assert explain(library, QUESTION).article.id == library.search(QUESTION)[0].article.id


def test_where_a_term_stands(library: Library) -> None:
    found = explain(library, QUESTION, "901/2014/qh99+51")
    terms = {(term.kind, term.text): term for term in found.terms}
    divorce = terms[TermKind.WORD, "ly hôn"]
    assert (divorce.title, divorce.body, divorce.name) == (1, 1, 0)
    assert divorce.added > 0
    marriage = terms[TermKind.SYLLABLE, "hôn"]
    assert (marriage.title, marriage.body, marriage.name) == (1, 1, 1)
    nowhere = terms[TermKind.SYLLABLE, "không"]
    assert (nowhere.title, nowhere.body, nowhere.name, nowhere.added) == (0, 0, 0, 0)


def test_what_people_would_ask_is_counted(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = "901/2014/qh99+51"
    lines = {article: ("quyền gì", "bỏ chồng, ly hôn có")}
    monkeypatch.setattr("knowledge.explain.questions_of", lambda _: lines)
    found = explain(library, QUESTION, article)
    assert found.asked == lines[article][::-1]  # the one most like the question first
    assert "Hay hỏi    bỏ chồng, ly hôn có; quyền gì" in table(found)
    terms = {(term.kind, term.text): term.asked for term in found.terms}
    assert terms[TermKind.WORD, "ly hôn"] == terms[TermKind.SYLLABLE, "hôn"] == 1
    assert terms[TermKind.SYLLABLE, "vợ"] == 0
    assert terms[TermKind.PAIR, "có quyền"] == 0  # not across two questions


def test_of_many_asked_questions_the_most_alike_are_shown(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = "901/2014/qh99+51"
    others = tuple(f"{word} ở đâu" for word in "nhà xe đất tiền vàng bạc lúa ngô".split())
    lines = {article: (*others, "ly hôn thì ai có quyền")}
    monkeypatch.setattr("knowledge.explain.questions_of", lambda _: lines)
    found = explain(library, QUESTION, article)
    assert sorted(found.asked) == sorted(lines[article])
    assert "Hay hỏi    ly hôn thì ai có quyền; " in table(found)
    assert "và 3 câu nữa" in " ".join(table(found).split())


def test_without_accents_only_syllables_and_pairs_count(library: Library) -> None:
    found = explain(library, "vo yeu cau ly hon", "901/2014/qh99+51")
    assert not found.accented
    assert {term.kind for term in found.terms} == {TermKind.PAIR, TermKind.SYLLABLE}
    assert next(term.title for term in found.terms if term.text == "ly hon") == 1


def test_the_question_is_shown_as_it_was_read(library: Library) -> None:
    assert explain(library, "LY HÔN thì ntn").read_as == "ly hôn thì như thế nào"


def test_every_family_of_features_has_a_label() -> None:
    labelled = {key.split()[0] for key in LABELS}
    assert {family.__name__ for family in FAMILIES} == labelled


def test_a_group_of_features_says_how_far_it_lifts_above_the_median(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def scores(names, features):
        return features[:, names.index("title covers")]

    question = "nghỉ thai sản trước và sau khi sinh con"
    untouched = explain(library, question, "945/2019/qh99+139")
    assert {each.label for each in untouched.influences} == set(LABELS.values())
    monkeypatch.setattr(library.index, "ranker", _ranker(scores))
    found = explain(library, question, "945/2019/qh99+139")
    candidates = library.index.candidates(Question.of(question))
    titles = scores(*matrix(candidates))
    own = titles[candidates.rows == library.row("945/2019/qh99+139")][0]
    assert found.influences[0].label == LABELS["of_parts title"]
    assert found.influences[0].change == pytest.approx(own - np.median(titles))
    assert all(each.change == 0 for each in found.influences[1:])


def _ranker(scores) -> SimpleNamespace:
    def judge(names, features):
        found = scores(names, features)
        return SimpleNamespace(scores=found, chances=np.full(len(found), 0.5, dtype=np.float32))

    return SimpleNamespace(scores=scores, judge=judge, columns=None)


def test_what_has_expired_says_so_and_has_no_place(library: Library) -> None:
    found = explain(library, QUESTION, OLD, TODAY)
    assert (found.standing, found.place, found.first_place) == (Standing.EXPIRED, None, None)
    assert (found.score, found.confidence, found.influences) == (0, 0, ())
    assert "đã hết hiệu lực từ 01/01/2015" in table(found)


def test_what_is_to_come_says_from_when(library: Library) -> None:
    question = "khai sinh cho trẻ em, ly hôn"
    found = explain(library, question, FUTURE, TODAY)
    assert found.standing is Standing.NOT_YET
    assert "CHƯA có hiệu lực, từ 01/01/2099 mới áp dụng" in table(found)


def test_an_article_that_nothing_of_the_question_names(library: Library) -> None:
    found = explain(library, "ly hôn", "945/2019/qh99+139")
    assert (found.first_score, found.first_place, found.place) == (0, None, None)
    assert "Bước xếp hạng không xét điều này." in table(found)


@pytest.mark.parametrize(("text", "article"), [("", None), ("ly hôn", "1/2/3+4")])
def test_there_must_be_something_to_explain(library: Library, text: str, article) -> None:
    with pytest.raises(SourceError):
        explain(library, text, article)


@settings(max_examples=30)
@given(text=st.text(max_size=120) | st.sampled_from(["ly hôn " * 90, "x" * 300]))
def test_the_table_is_never_wider_than_a_terminal(library: Library, text: str) -> None:
    shown = table(explain(library, text, "901/2014/qh99+51", TODAY))
    assert max(map(len, shown.splitlines())) <= WIDTH


def test_the_table_shows_what_counts(library: Library) -> None:
    shown = table(explain(library, QUESTION, "901/2014/qh99+51", TODAY))
    assert f"Điều 51 Luật Hôn nhân và gia đình số {MARRIAGE.number}" in shown
    assert "đang có hiệu lực, từ 01/01/2015" in shown
    assert "thứ 1 trong" in shown
    assert "ly hôn" in shown


def test_the_facts_are_plain_json(library: Library) -> None:
    found = explain(library, QUESTION, "901/2014/qh99+51", TODAY)
    told = json.loads(json.dumps(facts(found)))
    assert (told["id"], told["standing"]) == ("901/2014/qh99+51", "in force")
    assert told["period"] == ["2015-01-01", None]
    assert len(told["terms"]) == len(found.terms)


def test_numbers_are_written_as_in_vietnamese() -> None:
    assert number(-1.234) == "-1,23"


MUCH = 36


@pytest.fixture(scope="module")
def changing(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A law to come of which three articles stand out, and many in force that say less."""
    coming = Document("991/2099/QH99", "Luật", "Luật Hộ tịch", effective=date(2099, 1, 1))
    binding = Document("992/2020/NĐ-CP", "Nghị định", "Nghị định về giấy tờ")
    articles = [
        Article(coming.number, str(n), "Đăng ký khai sinh", "Đăng ký khai sinh cho trẻ em.")
        for n in range(1, 4)
    ]
    articles += [
        Article(binding.number, str(n), f"Mẫu {n}", "Khai theo mẫu, ký tên. " * (n % 5 + 1))
        for n in range(1, MUCH + 1)
    ]
    folder = tmp_path_factory.mktemp("changing") / "compiled"
    build(folder, Batch({coming.number: coming, binding.number: binding}, articles))
    return Library.open(folder)


@pytest.mark.parametrize("question", ["đăng ký khai sinh", "dang ky khai sinh"])
def test_whatever_was_ranked_has_a_place_and_reasons(changing: Library, question: str) -> None:
    for hit in changing.search(question, limit=3 + MUCH, as_of=TODAY)[:MUCH]:
        found = explain(changing, question, hit.article.id, TODAY)
        assert found.place is not None
        assert found.influences
        assert found.score == hit.score
