"""What goes in and out as JSON; the API's document is made from these."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from bot.faq.content import (
    MAX_ANSWER,
    MAX_CITATIONS,
    MAX_QUESTION,
    MAX_VARIANTS,
    MIN_ANSWER,
    MIN_QUESTION,
    FaqContent,
)
from bot.store.faq_models import FaqState
from bot.store.faq_records import Faq
from knowledge.documents import Citation

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
LAST_DAY = date(2999, 12, 31)


def _printable(text: str) -> str:
    if _CONTROL.search(text):
        raise ValueError("Có ký tự điều khiển không đọc được; hãy bỏ đi.")
    return text


def _near(day: date) -> date:
    if not date(2000, 1, 1) <= day <= LAST_DAY:
        raise ValueError("Ngày phải từ năm 2000 đến năm 2999.")
    return day


Words = Annotated[str, AfterValidator(_printable)]
Day = Annotated[date, AfterValidator(_near)]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Place(_Shape):
    """A place in the law: `52/2014/QH13`, article 81, clause 3."""

    document: Annotated[Words, Field(min_length=1, max_length=60)]
    article: Annotated[Words, Field(min_length=1, max_length=60)]
    clause: Annotated[Words, Field(max_length=10)] = ""
    point: Annotated[Words, Field(max_length=10)] = ""


class FaqIn(_Shape):
    """A question with its answer. A citation is a sentence ("khoản 3 Điều 81 Luật Hôn nhân và gia
    đình") or a place. `publish` needs a token that may publish.
    """

    question: Annotated[Words, Field(min_length=MIN_QUESTION, max_length=MAX_QUESTION)]
    answer: Annotated[Words, Field(min_length=MIN_ANSWER, max_length=MAX_ANSWER)]
    variants: Annotated[
        list[Annotated[Words, Field(max_length=MAX_QUESTION)]], Field(max_length=MAX_VARIANTS)
    ] = Field(default_factory=list)
    citations: Annotated[
        list[Place | Annotated[Words, Field(max_length=300)]], Field(max_length=MAX_CITATIONS)
    ] = Field(default_factory=list)
    expires_on: Annotated[Day, Field(strict=False)] | None = None
    why: Annotated[Words, Field(max_length=300)] = ""
    publish: bool = False


class FaqChange(FaqIn):
    """A new version; `version` is the one that it goes out from."""

    version: Annotated[int, Field(ge=1, le=1_000_000)]


class FaqQuery(BaseModel):
    """Which FAQs are listed."""

    model_config = ConfigDict(extra="ignore")

    state: FaqState | None = None
    words: Annotated[Words, Field(max_length=100)] = ""
    before: Annotated[int, Field(ge=1, le=2_000_000_000)] | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 25


class FaqOut(_Shape):
    """An FAQ as it stands; `published_version` is null where people do not see it."""

    code: str
    state: FaqState
    version: int
    published_version: int | None
    question: str
    answer: str
    variants: list[str]
    citations: list[Place]
    expires_on: date | None
    updated_at: datetime
    similar: list[str] = Field(default_factory=list)
    remarks: list[str] = Field(default_factory=list)


class FaqList(_Shape):
    """A page of FAQs, newest first; `next` goes into `before` for the next page."""

    faqs: list[FaqOut]
    next: int | None


class Fault(_Shape):
    """What is wrong with one field."""

    field: str
    message: str


class ProblemOut(BaseModel):
    """Why a call was refused (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[Fault] = Field(default_factory=list)
    existing: str = ""


def content_of(faq: FaqIn, citations: tuple[Citation, ...]) -> FaqContent:
    """Its words as the life-cycle takes them."""
    return FaqContent(
        faq.question, faq.answer, tuple(faq.variants), citations, faq.expires_on
    ).tidy()


def shown(faq: Faq, similar: list[str] | None = None, remarks: list[str] | None = None) -> FaqOut:
    """The FAQ as a program reads it."""
    content = faq.content
    return FaqOut(
        code=faq.code,
        state=faq.state,
        version=faq.version,
        published_version=faq.published_version,
        question=content.question,
        answer=content.answer,
        variants=list(content.variants),
        citations=[
            Place(document=c.document, article=c.article, clause=c.clause, point=c.point)
            for c in content.citations
        ],
        expires_on=content.expires_on,
        updated_at=faq.updated_at,
        similar=similar or [],
        remarks=remarks or [],
    )
