"""A broadcast that an officer composed in chat, as the rest knows it; and how it is told to her."""

from __future__ import annotations

from datetime import datetime

from bot.broadcast.content import tidy
from bot.broadcast.eligibility import REASONS
from bot.broadcast.preview import Preview
from bot.broadcast.series import content_of
from bot.errors import BotError
from bot.faq.basis import read_basis
from bot.store.broadcast_models import BroadcastState, RecipientKind
from bot.store.broadcast_records import Audience, Broadcast, BroadcastContent
from handlers import officer_broadcast as acts
from handlers import send_time
from handlers.actions import BroadcastWords
from handlers.texts import broadcast as broadcast_texts
from handlers.texts import officer_broadcast as texts
from handlers.tip_choice import tip_of
from knowledge.day import today
from knowledge.documents import Citation
from knowledge.ingest.office import columns
from knowledge.ingest.office.dialogue import labelled
from knowledge.search import Library

TITLE_SHOWN = 60
_UNMADE = 0


class TipGone(BotError):
    """The tip she chose is in the library no more."""

    http_status = 409
    public_message = texts.NO_SUCH_TIP_NOW


def composed(oa_id: str, wish: BroadcastWords, library: Library, now: datetime) -> Broadcast:
    """What she composed, as a broadcast that is not kept yet. Raises ``TipGone``, and what
    ``read_basis`` raises.
    """
    of_all = wish.audience in (acts.EVERYBODY, acts.GROUPS, "")
    topic = "" if of_all else wish.audience
    groups = wish.audience == acts.GROUPS
    audience = Audience(RecipientKind.GROUP, every_group=True) if groups else Audience()
    content = tidy(_content(wish, topic, library, now), library)
    return Broadcast(
        _UNMADE, oa_id, content, audience, "", BroadcastState.DRAFT, wished_for=wish.at
    )


def _content(wish: BroadcastWords, topic: str, library: Library, now: datetime) -> BroadcastContent:
    if not wish.tip:
        words, cited = _cited(wish.text, library, now)
        return BroadcastContent(_title(words), words, cited, topic)
    tip = tip_of(wish.tip)
    if tip is None:
        raise TipGone
    made = content_of(tip)
    return BroadcastContent(made.title, made.text, made.citation, topic, tip=made.tip)


def _cited(text: str, library: Library, now: datetime) -> tuple[str, Citation | None]:
    """The words, and the law of a last line that says "Căn cứ: …"."""
    lines = text.strip().splitlines() or [""]
    label, basis = labelled(lines[-1])
    if label != columns.BASIS or len(lines) < 2:
        return text.strip(), None
    found = read_basis(basis, library, today(now))
    return "\n".join(lines[:-1]).strip(), found[0] if found else None


def _title(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= TITLE_SHOWN else line[: TITLE_SHOWN - 1].rstrip() + "…"


def audience_words(broadcast: Broadcast) -> str:
    """For whom it is."""
    audience, topic = broadcast.audience, broadcast.content.topic
    if audience.kind is RecipientKind.GROUP:
        named = len(audience.groups)
        return texts.OF_GROUPS if audience.every_group else texts.some_groups(named)
    whole = Audience() == audience
    words = texts.of_topic(topic) if topic else texts.OF_EVERYBODY
    return words if whole else texts.narrowed(words)


def when_words(broadcast: Broadcast, now: datetime, *, alone: bool = False) -> str:
    """When it is to go out."""
    if broadcast.wished_for is not None:
        return send_time.spoken(broadcast.wished_for, now)
    return texts.AT_ONCE_ALONE if alone else texts.AT_ONCE


def counted(broadcast: Broadcast, preview: Preview) -> list[str]:
    """How many get it, how many do not, and why."""
    group = broadcast.audience.kind is RecipientKind.GROUP
    what = texts.GROUP if group else texts.PERSON
    reasons = {_why(code): count for code, count in preview.left_out.items()}
    return [*texts.gets(preview.gets, what, preview.billed), *texts.left_out(what, reasons)]


def _why(code: str) -> str:
    return REASONS.get(code) or broadcast_texts.what_to_do(code)
