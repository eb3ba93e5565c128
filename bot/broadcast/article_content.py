"""What an article says: whether it may go out on a day, and what Zalo is given to make it of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot.broadcast.article_filters import faults
from bot.broadcast.content import faults_of_words, of_law, written_source
from bot.store.article_models import AUTHOR_LENGTH, DESCRIPTION_LENGTH, TITLE_LENGTH
from bot.store.article_records import ArticleContent, Filters
from bot.store.broadcast_models import AttachmentKind
from bot.store.broadcast_records import BroadcastContent
from bot.zalo.articles import ArticleDraft
from bot.zalo.text import normalise, without_mentions
from knowledge.search import Library

LONGEST = 20_000
"""Letters of all paragraphs; Zalo states no limit, and nobody reads more."""


def tidy(content: ArticleContent, library: Library) -> ArticleContent:
    """The same in composed letters, without mentions and needless spaces, its source written
    out.
    """
    return replace(
        content,
        title=_tidy(content.title),
        description=_tidy(content.description),
        author=_tidy(content.author),
        text=_tidy(content.text),
        source=written_source(content.citation, library),
    )


def problems(content: ArticleContent, filters: Filters, library: Library, day: date) -> list[str]:
    """What stops it on that day, in words for officers; [] if nothing does."""
    words = [content.title, content.description, content.text]
    return [
        *_of_shape(content),
        *faults(filters),
        *faults_of_words(words, day),
        *of_law(content.citation, library, day),
    ]


def paragraphs(content: ArticleContent) -> tuple[str, ...]:
    """What people read, one after the other; the law it rests on stands at the end."""
    return (*content.paragraphs, *([content.source] if content.source else []))


def draft(content: ArticleContent, cover: str, account: str) -> ArticleDraft:
    """What Zalo is given; ``cover`` is the picture's address, ``account`` signs what names no
    author.
    """
    author = (content.author or account)[:AUTHOR_LENGTH]
    return ArticleDraft(content.title, author, content.description, cover, paragraphs(content))


def digest(made: ArticleDraft) -> str:
    """The same for the same article."""
    return hashlib.sha256(json.dumps(made.body(), sort_keys=True).encode()).hexdigest()


def on_the_cover(content: ArticleContent) -> BroadcastContent:
    """What stands on a cover that is drawn, or which kept picture it is."""
    return BroadcastContent(
        content.title,
        content.description,
        content.citation,
        attachment=AttachmentKind.PICTURE,
        attachment_ref=content.cover,
        tip=content.tip,
        source=content.source,
    )


def _tidy(text: str) -> str:
    return without_mentions(normalise(text)).strip()


def _of_shape(content: ArticleContent) -> Iterator[str]:
    for name, text, most in (
        ("Tên bài", content.title, TITLE_LENGTH),
        ("Lời giới thiệu", content.description, DESCRIPTION_LENGTH),
    ):
        if not 1 <= len(text) <= most:
            yield f"{name} cần từ 1 đến {most} chữ cái; đang có {len(text)}."
    if len(content.author) > AUTHOR_LENGTH:
        yield f"Tên người viết dài quá {AUTHOR_LENGTH} chữ cái."
    if not content.paragraphs:
        yield "Bài chưa có nội dung."
    if len(content.text) > LONGEST:
        yield f"Bài dài {len(content.text)} chữ cái; chị rút gọn còn {LONGEST}."
    if not content.cover:
        yield "Bài chưa có ảnh bìa; Zalo bắt buộc có."
