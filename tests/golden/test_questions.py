"""The golden questions have their shape, are nobody's copy, and name places that exist."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
import yaml

from handlers.wording import plain
from knowledge.ingest import read
from tests.golden import Golden, Style, files, questions, questions_in, refused
from tests.knowledge.official import CODE, CORPUS, present

TOPICS = Path(__file__).parents[2] / "knowledge" / "library" / "topics.yaml"

#: Of a document that counts as a whole at least this share of its articles is there: the sources
#: hold some documents only by a few articles that stand in a code.
MOST = 0.9


def asked() -> list[str]:
    return [each.question for each in questions()] + [each.question for each in refused()]


def twice(texts: Iterable[str]) -> list[str]:
    return [text for text, number in Counter(texts).items() if number > 1]


def test_ids_are_unique() -> None:
    ids = [each.id for each in questions()] + [each.id for each in refused()]
    assert twice(ids) == []


def test_no_question_is_asked_twice() -> None:
    assert twice(map(plain, asked())) == []


def test_topics_are_known() -> None:
    known = set(yaml.safe_load(TOPICS.read_text(encoding="utf-8")))
    assert {each.topic for each in questions()} <= known


@pytest.mark.parametrize("path", files(), ids=lambda path: path.stem)
def test_a_third_is_typed_as_people_chat(path: Path) -> None:
    styles = [each.style for each in questions_in(path)]
    assert len(styles) >= 100
    assert sum(style is not Style.PLAIN for style in styles) >= len(styles) / 3


def test_without_accents_means_without_accents() -> None:
    bare = [each.question for each in questions() if each.style is Style.NO_ACCENTS]
    assert [text for text in bare if not text.isascii()] == []


@pytest.mark.parametrize("path", files(), ids=lambda path: path.stem)
def test_every_question_expects_places_each_once(path: Path) -> None:
    def wrong(each: Golden) -> bool:
        places = [place.id for place in each.expect]
        return not places or len(set(places)) < len(places)

    assert [each.id for each in questions_in(path) if wrong(each)] == []


def test_no_question_is_a_card_s_own() -> None:
    cards = read("library").cards
    own = {plain(text) for card in cards for text in (card.title, *card.questions)}
    assert [text for text in asked() if plain(text) in own] == []


def missing(article_ids: set[str]) -> list[tuple[str, str]]:
    """Questions whose document is there as a whole, but without the article that they expect."""
    last: dict[str, int] = {}
    there: Counter[str] = Counter()
    for document, number in (each.split("+", 1) for each in article_ids):
        there[document] += 1
        last[document] = max(last.get(document, 0), int(number) if number.isdecimal() else 0)
    whole = {document for document, number in last.items() if there[document] >= MOST * number}
    return [
        (each.id, place.id)
        for each in questions()
        for place in each.expect
        if place.document.lower() in whole and place.id not in article_ids
    ]


def test_an_article_that_is_not_there_is_noticed() -> None:
    first = next(questions()).expect[0].document.lower()
    assert missing({f"{first}+1", f"{first}+2"})


@pytest.mark.law
def test_expected_articles_are_in_the_official_texts() -> None:
    texts = [*read(present(CODE)).articles, *read(present(CORPUS)).articles]
    assert missing({each.id for each in texts if each.answerable}) == []
