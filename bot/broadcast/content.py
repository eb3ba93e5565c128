"""What a broadcast says: how it reads on a phone, and whether it may be sent on a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from bot.errors import BotError
from bot.store.broadcast_models import TITLE_LENGTH, AttachmentKind, RecipientKind
from bot.store.broadcast_records import Audience, BroadcastContent
from bot.zalo.text import LIMIT, normalise, without_mentions
from handlers.texts import broadcast as texts
from knowledge.check import load_rules
from knowledge.check.rules import Rules
from knowledge.check.texts import faults_of_place
from knowledge.check.words import blanks, outdated
from knowledge.citation import label
from knowledge.day import written
from knowledge.documents import Citation
from knowledge.ingest.register import LIBRARY
from knowledge.search import Library
from knowledge.validity import Standing, period


class InvalidBroadcast(BotError):
    """It cannot be sent as it is; ``problems`` are Vietnamese sentences."""

    http_status = 422

    def __init__(self, problems: list[str]) -> None:
        self.problems = tuple(problems)
        super().__init__(public_message="\n".join(problems))


def tidy(content: BroadcastContent, library: Library) -> BroadcastContent:
    """The same in composed letters, without mentions and without spaces around, its source written
    out.
    """
    text = without_mentions(normalise(content.text)).strip()
    source = written_source(content.citation, library)
    return replace(content, title=normalise(content.title).strip(), text=text, source=source)


def written_source(citation: Citation | None, library: Library) -> str:
    """The law it rests on, as it stands under the words; '' without one."""
    if citation is None:
        return ""
    return texts.source(label(citation, library.document(citation.document)))


def written_out(content: BroadcastContent, kind: RecipientKind) -> str:
    """The text as it arrives: words, source, and for a person how to stop it."""
    parts = [content.text, *([content.source] if content.source else [])]
    if kind is RecipientKind.PERSON:
        parts.append(texts.HOW_TO_STOP)
    return without_mentions(normalise("\n\n".join(parts)))


def problems(
    content: BroadcastContent, audience: Audience, library: Library, day: date
) -> list[str]:
    """What stops it on that day, in words for officers; [] if nothing does."""
    return [
        *_of_shape(content, audience),
        *faults_of_words([content.title, content.text], day),
        *of_law(content.citation, library, day),
    ]


def faults_of_words(words: Sequence[str], day: date) -> Iterator[str]:
    """What was said before a law changed, and what was left blank."""
    yield from outdated(words, _rules(day).forbidden, day)
    for blank in blanks(words):
        yield f"Còn chỗ trống {blank}; chị điền hoặc bỏ đi."


def of_law(citation: Citation | None, library: Library, day: date) -> Iterator[str]:
    """What is wrong with the law it rests on, that day; a law that nobody can look up stops it."""
    if citation is None:
        return
    document, article = library.document(citation.document), library.article(citation.article_id)
    if document is None:
        yield f"Thư viện chưa có văn bản {citation.document}; chị xem lại số hiệu căn cứ."
        return
    yield from faults_of_place(citation, library)
    if article is None:
        return
    binds = period(article, document)
    where = label(citation, document)
    match binds.standing(day):
        case Standing.EXPIRED:
            since = f" từ {written(binds.ends)}" if binds.ends else ""
            yield f"{where} đã hết hiệu lực{since}."
        case Standing.NOT_YET:
            since = f" (từ {written(binds.begins)})" if binds.begins else ""
            yield f"{where} chưa có hiệu lực{since}."


@lru_cache(maxsize=2)
def _rules(day: date) -> Rules:
    return load_rules(LIBRARY, day)


def _of_shape(content: BroadcastContent, audience: Audience) -> Iterator[str]:
    if not content.title or len(content.title) > TITLE_LENGTH:
        yield f"Tên của tin cần từ 1 đến {TITLE_LENGTH} chữ cái."
    if not content.text:
        yield "Tin chưa có nội dung."
    length = len(written_out(content, audience.kind))
    if length > LIMIT:
        yield f"Tin dài {length} chữ cái kể cả căn cứ; Zalo chỉ nhận {LIMIT}. Chị rút gọn lại."
    if (content.attachment is AttachmentKind.NONE) != (not content.attachment_ref):
        yield "Tin có kèm tệp thì cần cả loại và tên tệp."
    chosen = audience.groups or audience.every_group or audience.labelled
    if audience.kind is RecipientKind.GROUP and not chosen:
        yield "Chưa chọn nhóm nào."
