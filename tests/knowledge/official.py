"""The official texts beside the project, for tests marked ``law``."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import pytest

from knowledge.amendments import amendments
from knowledge.check.texts import BatchTexts, Texts
from knowledge.ingest import Batch, merged, read

LEGAL = Path(__file__).resolve().parents[3] / "shared" / "legal"
CODE = LEGAL / "bo-phap-dien.tar.xz"
CORPUS = LEGAL / "corpus.jsonl.xz"


def present(path: Path) -> Path:
    """The path, or a skip that says what is missing."""
    if not path.is_file():
        pytest.skip(f"official text not beside the project: ../shared/legal/{path.name}")
    return path


@cache
def code() -> Batch:
    """The legal code; reading it takes a while, so it is done once."""
    return read(present(CODE))


@cache
def corpus() -> Batch:
    """The collected texts, read once."""
    return read(present(CORPUS))


@cache
def code_texts() -> Texts:
    """The articles of the legal code."""
    return BatchTexts(code())


@cache
def corpus_texts() -> Texts:
    """The articles of the collected texts, for documents that the code does not have."""
    return BatchTexts(corpus())


#: Further places that tests ask for by their number.
ASKED_FOR = frozenset(
    ("60/2014/qh13+7", "60/2014/qh13+40", "92/2015/qh13+18", "102/2016/qh13+91", "60/2014/qh13+15")
)


def cited_and_others(others: int) -> Batch:
    """Our cards and the official texts of every place that a card or the register of amendments
    names, and so many other articles of the documents that cards cite, the same ones every time.
    """
    own = read("library")
    by_cards = {each for card in own.cards for each in card.citations}
    wanted = {each.article_id for each in by_cards} | ASKED_FOR
    wanted |= {row.citation.article_id for row in amendments()}
    documents = {each.document for each in by_cards}
    whole = merged((own, code(), corpus()))
    rest = sorted({each.id for each in whole.articles if each.document in documents} - wanted)
    wanted |= set(random.Random(1).sample(rest, others))
    whole.articles = [each for each in whole.articles if each.id in wanted]
    return whole
