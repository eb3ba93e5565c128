"""What the pages of broadcasts do, beside showing."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from io import BytesIO

from PIL import Image
from wtforms.fields.choices import SelectChoice

from bot.assembly import assemble
from bot.broadcast import article_content
from bot.broadcast.attachments import Shown
from bot.broadcast.content import problems, tidy, written_out
from bot.broadcast.wiring import BroadcastRoom, shipped_tips
from bot.console import broadcast_law, broadcast_words
from bot.console.audit_words import ACTIONS, act, actor_name
from bot.console.broadcast_forms import LawForm
from bot.console.colleagues import Colleagues
from bot.console.parts import ConsoleParts
from bot.console.session import current_oa
from bot.errors import BotError
from bot.store.admins import AdminRepository
from bot.store.article_records import Article, ArticleContent, Filters
from bot.store.broadcast_counts import BroadcastCounts, KnownGroup
from bot.store.broadcast_models import AttachmentKind
from bot.store.broadcast_records import Audience, Broadcast, BroadcastContent
from bot.store.broadcasts import UnknownBroadcast
from bot.store.labels import LabelCount, LabelRepository
from knowledge.day import today
from knowledge.search import Library
from knowledge.tips import Tip

SHOWN_WIDTH = 540
"""Pixels of a picture beside a form."""
NO_CITATION = "Không dẫn luật"
_ACTS = tuple(name for name in ACTIONS if name.startswith(("broadcast_", "series_", "article_")))


@dataclass(frozen=True, slots=True)
class Draft:
    """What is written but not kept: how it would arrive, and what stops it. ``picture`` is the one
    that goes along, as an address that holds it; ``file`` a file's name.
    """

    text: str
    faults: list[str]
    picture: str = ""
    file: str = ""

    @property
    def length(self) -> int:
        """Letters as Zalo counts them."""
        return len(self.text)


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    """An article that is written but not kept: how it would read, and what stops it. ``cover`` is
    an address that holds the picture, '' where there is none.
    """

    content: ArticleContent
    paragraphs: tuple[str, ...]
    faults: list[str]
    cover: str = ""

    @property
    def length(self) -> int:
        """Letters of its paragraphs, with the empty lines between them."""
        return len("\n\n".join(self.paragraphs))


@dataclass(frozen=True, slots=True)
class Done:
    """An act of the history, as people read it."""

    at: object
    who: str
    what: str
    about: str = ""


class BroadcastDesk:
    """Built once for the console; the room's parts at the first act."""

    def __init__(self, parts: ConsoleParts) -> None:
        self.parts = parts
        self.counts = BroadcastCounts(parts.database)
        self.labels = LabelRepository(parts.database)
        self._admins = AdminRepository(parts.database)

    @cached_property
    def room(self) -> BroadcastRoom:
        """The very parts that the command line and the worker have."""
        library = partial(self.parts.library, "")
        return assemble(self.parts.settings, library, with_faqs=False).broadcasts

    @property
    def day(self) -> date:
        """Today in Vietnam."""
        return today(self.parts.now())

    @property
    def library(self) -> Library:
        """The one that the account answers from."""
        return self.parts.library(current_oa())

    def get(self, number: int) -> Broadcast:
        """One of this account's. Raises ``UnknownBroadcast``."""
        found = self.room.broadcasts.get(number)
        if found.oa_id != current_oa():
            raise UnknownBroadcast
        return found

    def draft(self, content: BroadcastContent, whom: Audience) -> Draft:
        """How it would arrive today."""
        library = self.library
        content = tidy(content, library)
        faults = problems(content, whom, library, self.day)
        text = written_out(content, whom.kind) if content.text else ""
        if content.attachment is AttachmentKind.NONE:
            return Draft(text, faults)
        try:
            shown = self.room.attachments.picture(current_oa(), content)
        except BotError as error:
            return Draft(text, [*faults, error.public_message])
        if content.attachment is AttachmentKind.FILE:
            return Draft(text, faults, file=shown.name)
        return Draft(text, faults, picture=_held(shown))

    def article_draft(self, content: ArticleContent, whom: Filters) -> ArticleDraft:
        """How it would read today."""
        content = article_content.tidy(content, self.library)
        faults = article_content.problems(content, whom, self.library, self.day)
        shown = article_content.paragraphs(content)
        if not content.cover:
            return ArticleDraft(content, shown, faults)
        try:
            words = article_content.on_the_cover(content)
            cover = _held(self.room.attachments.picture(current_oa(), words))
        except BotError as error:
            return ArticleDraft(content, shown, [*faults, error.public_message])
        return ArticleDraft(content, shown, faults, cover)

    def has_cover(self, article: Article) -> bool:
        """Whether there is a picture that could be shown; what is wrong stands in its problems."""
        words = article_content.on_the_cover(article.content)
        return bool(words.attachment_ref) and not self.room.attachments.misfits(
            article.oa_id, words
        )

    def know_places(self, form: LawForm, *, pick: bool = False) -> None:
        """The law that may be picked: what the form holds, what was found for its words, none. With
        ``pick`` the first that was found is chosen.
        """
        library, held = self.library, broadcast_law.read(form.place.data or "")
        found = broadcast_law.found(form.find.data or "", library, self.day)
        places = dict.fromkeys([*([held] if held else []), *found])
        form.place.choices = [
            *(
                SelectChoice(broadcast_law.written(p), broadcast_law.name(p, library))
                for p in places
            ),
            SelectChoice(broadcast_law.NO_LAW, NO_CITATION),
        ]
        if pick and found:
            form.place.data = broadcast_law.written(found[0])

    def audience_words(self, broadcast: Broadcast) -> list[str]:
        """Whom it is for, line by line."""
        groups = {each.group_id: each.name for each in self.counts.groups(broadcast.oa_id)}
        whom, topic = broadcast.audience, broadcast.content.topic
        return [*broadcast_words.audience(whom, topic, groups)]

    def history(self, subject: str) -> list[Done]:
        """What was done to it, newest first."""
        them = Colleagues(self.parts)
        listed = {each.id: each.email for each in self._admins.list() if them.by_id(each.id)}
        names = {email: them.name(number) for number, email in listed.items()}
        return [
            Done(each.at, actor_name(each.actor, names), act(each.action), _about(each.subject))
            for each in self.counts.steps(subject, _ACTS)
        ]

    def who(self, admin_id: int | None) -> str:
        """The officer's name; '' for None."""
        return Colleagues(self.parts).name(admin_id)

    def known(self) -> tuple[list[KnownGroup], list[LabelCount]]:
        """The groups of the account, and the labels in use."""
        return self.counts.groups(current_oa()), self.labels.names(current_oa())


def tip_of(name: str) -> Tip | None:
    """The tip of the library with this id."""
    return next((tip for tip in shipped_tips() if tip.id == name), None)


def _held(picture: Shown) -> str:
    """An address that holds a picture, smaller than it goes out: as large as a telephone shows."""
    image = Image.open(BytesIO(picture.content)).convert("RGB")
    image.thumbnail((SHOWN_WIDTH, 2 * SHOWN_WIDTH))
    written = BytesIO()
    image.save(written, "JPEG", quality=80)
    return f"data:image/jpeg;base64,{b64encode(written.getvalue()).decode()}"


def _about(subject: str) -> str:
    """The tip that an act tells of, in its own words."""
    tip = tip_of(subject.partition(" ")[2])
    return tip.title if tip else ""
