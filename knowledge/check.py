"""Checks every card: shape, plain language, sources, dates — before anyone is answered with it.

A problem names file and card and says in Vietnamese what to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from knowledge.clauses import clauses
from knowledge.documents import Article, Card, Citation, Document
from knowledge.errors import SourceError
from knowledge.ingest import cards, read
from knowledge.ingest.batch import Batch, Problem
from knowledge.ingest.register import LIBRARY, register
from knowledge.text.fold import fold, has_accents

MIN_QUESTIONS = 5
MIN_UNACCENTED = 2
MAX_ANSWER_WORDS = 90
LOCAL_TIME = ZoneInfo("Asia/Ho_Chi_Minh")


class Texts(Protocol):
    """Where cited articles are looked up; ``knowledge.search.Library`` is one."""

    def article(self, article_id: str) -> Article | None:
        """The article with that id, None where it is not there."""

    def articles_of(self, number: str) -> list[str]:
        """The ids of a document's articles; empty where the document is not there."""


class BatchTexts:
    """The articles of sources that were just read, as ``Texts``."""

    def __init__(self, batch: Batch) -> None:
        self._articles = {article.id: article for article in batch.articles}
        self._by_document: dict[str, list[str]] = {}
        for article in batch.articles:
            self._by_document.setdefault(article.document, []).append(article.id)

    def article(self, article_id: str) -> Article | None:
        """The article with that id, None where it is not there."""
        return self._articles.get(article_id)

    def articles_of(self, number: str) -> list[str]:
        """The ids of a document's articles; empty where the document is not there."""
        return self._by_document.get(number, [])


class _Forbidden(BaseModel):
    """Outdated phrases, why they are wrong, and words that make them right again."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    phrases: tuple[str, ...]
    reason: str
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """What cards are checked against."""

    topics: frozenset[str]
    forbidden: tuple[_Forbidden, ...]
    register: dict[str, Document]
    today: date
    texts: Texts | None = None


def check_library(
    folder: Path = LIBRARY, today: date | None = None, texts: Texts | None = None
) -> list[Problem]:
    """Everything that is wrong with the cards of a folder; an empty list if all is well.

    ``today`` is the day in Vietnam unless given. With ``texts`` each cited article and clause must
    exist in the official text wherever that has the document.

    Raises:
        SourceError: the folder, or its lists of topics or forbidden phrases, cannot be read.
    """
    problems: list[Problem] = []
    found: list[tuple[str, Card]] = []
    for path in cards.files(folder):
        batch = cards.read_file(path)
        problems.extend(batch.problems)
        found.extend((path.name, card) for card in batch.cards)
    rules = load_rules(folder, today or datetime.now(LOCAL_TIME).date(), texts)
    for file, card in found:
        problems.extend(Problem(file, f"thẻ {card.id}", why) for why in card_faults(card, rules))
    problems.extend(_between_cards(found))
    return problems


def open_texts(path: Path) -> Texts:
    """A compiled library, or else a source of texts, for ``check_library``.

    Raises:
        KnowledgeError: it is neither, or damaged.
    """
    if (path / "manifest.json").is_file():
        from knowledge.search import Library

        return Library.open(path)
    return BatchTexts(read(path))


def load_rules(folder: Path, today: date, texts: Texts | None = None) -> Rules:
    """The rules of a library folder: its topics and forbidden phrases, and the register.

    Raises:
        SourceError: a list is missing or has another shape.
    """
    topics = TypeAdapter(frozenset[str])
    forbidden = TypeAdapter(tuple[_Forbidden, ...])
    try:
        return Rules(
            topics.validate_python(_yaml(folder / "topics.yaml")),
            forbidden.validate_python(_yaml(folder / "forbidden.yaml")),
            register(),
            today,
            texts,
        )
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise SourceError(f"Danh mục của thư viện {folder.name} hỏng: {error}") from error


def _yaml(path: Path) -> object:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def card_faults(card: Card, rules: Rules) -> Iterator[str]:
    """What is wrong with one card, a Vietnamese sentence each."""
    yield from _faults_of_words(card, rules)
    yield from _faults_of_dates(card, rules.today)
    yield from _forbidden_words(card, rules.forbidden)
    for citation in card.citations:
        yield from _faults_of_citation(citation, card, rules)


def _faults_of_words(card: Card, rules: Rules) -> Iterator[str]:
    unaccented = sum(not has_accents(question) for question in card.questions)
    words = len(card.answer.split())
    if len(card.questions) < MIN_QUESTIONS:
        yield f"Mới có {len(card.questions)} câu hỏi; cần ít nhất {MIN_QUESTIONS}."
    if unaccented < MIN_UNACCENTED:
        yield f"Mới có {unaccented} câu hỏi không dấu; cần ít nhất {MIN_UNACCENTED}."
    if words > MAX_ANSWER_WORDS:
        yield f"Lời đáp dài {words} chữ; hãy rút còn {MAX_ANSWER_WORDS}."
    if card.topic not in rules.topics:
        yield f"Chủ đề «{card.topic}» không có trong topics.yaml; hãy chọn chủ đề có sẵn."
    if card.kind == "law" and not card.citations:
        yield "Thẻ về luật phải có căn cứ; hãy thêm mục citations."
    if card.kind != "law" and not card.steps:
        yield "Thẻ hướng dẫn phải có các bước; hãy thêm mục steps."


def _faults_of_dates(card: Card, today: date) -> Iterator[str]:
    if card.checked_on > today:
        yield f"Ngày kiểm tra {_day(card.checked_on)} ở tương lai; hãy sửa checked_on."
    if card.effective and card.expires and card.expires <= card.effective:
        yield "Ngày hết hiệu lực phải sau ngày có hiệu lực; hãy sửa expires."
    if card.expires and card.expires <= today:
        yield f"Thẻ đã hết hạn từ {_day(card.expires)}; hãy viết lại hoặc bỏ thẻ."


def _forbidden_words(card: Card, forbidden: Sequence[_Forbidden]) -> Iterator[str]:
    shown = (
        card.title,
        card.answer,
        *card.steps,
        *card.papers,
        card.where,
        card.fee,
        card.duration,
    )
    sentences = [fold(piece) for text in shown for piece in re.split(r"(?<=[.;!?])\s", text)]
    for rule in forbidden:
        for phrase in rule.phrases:
            pattern = re.compile(rf"(?<!\w){re.escape(fold(phrase))}(?!\w)")
            hits = [sentence for sentence in sentences if pattern.search(sentence)]
            if any(not any(fold(word) in hit for word in rule.unless) for hit in hits):
                yield f"Có «{phrase}». {rule.reason}"


def _faults_of_citation(citation: Citation, card: Card, rules: Rules) -> Iterator[str]:
    document = rules.register.get(citation.document)
    if document:
        yield from _faults_of_force(document, card, rules.today)
    if rules.texts:
        yield from _faults_of_place(citation, rules.texts)


def _faults_of_force(document: Document, card: Card, today: date) -> Iterator[str]:
    """A card must not outlive the law it rests on, nor come before it."""
    if document.expires and document.expires <= today:
        instead = f"; nay là {', '.join(document.replaced_by)}" if document.replaced_by else ""
        yield f"Dẫn {document.number} đã hết hiệu lực từ {_day(document.expires)}{instead}."
    elif document.expires and (card.expires is None or card.expires > document.expires):
        yield f"{document.number} hết hiệu lực {_day(document.expires)}; hãy ghi expires ngày đó."
    if document.effective and document.effective > max(today, card.effective or today):
        yield f"Dẫn {document.number} chưa có hiệu lực (từ {_day(document.effective)})."


def _faults_of_place(citation: Citation, texts: Texts) -> Iterator[str]:
    if not texts.articles_of(citation.document):
        return
    article = texts.article(citation.article_id)
    if article is None:
        yield f"{citation.document} không có Điều {citation.article}; hãy xem lại căn cứ."
        return
    clause = next((part for part in clauses(article) if part.number == citation.clause), None)
    where = f"Điều {citation.article} {citation.document}"
    if citation.clause and clause is None:
        yield f"{where} không có khoản {citation.clause}; hãy xem lại căn cứ."
    elif citation.point and (
        clause is None or citation.point not in (point.letter for point in clause.points)
    ):
        yield f"{where} không có điểm {citation.point} ở khoản đã ghi; hãy xem lại căn cứ."


def _between_cards(found: Sequence[tuple[str, Card]]) -> Iterator[Problem]:
    """Ids and questions that two cards share, and related cards that do not exist."""
    ids: dict[str, str] = {}
    asked: dict[str, str] = {}
    known = {card.id for _, card in found}
    for file, card in found:
        place = f"thẻ {card.id}"
        if card.id in ids:
            yield Problem(file, place, f"Trùng id với thẻ ở {ids[card.id]}; hãy đổi id.")
        ids.setdefault(card.id, file)
        for question in card.questions:
            other = asked.setdefault(_plain(question), card.id)
            if other != card.id:
                yield Problem(file, place, f"Câu «{question}» đã có ở thẻ {other}; hãy bỏ một câu.")
        for related in card.related:
            if related not in known:
                yield Problem(file, place, f"Không có thẻ «{related}» ghi ở related.")


def _plain(question: str) -> str:
    """A question without accents, case and punctuation, as many people type it."""
    return " ".join(re.findall(r"\w+", fold(question)))


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
