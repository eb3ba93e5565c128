"""What goes along with a broadcast: a card that is drawn from its words, or a file that an officer
gave; kept in our store, uploaded to Zalo when it is sent.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace

from PIL import Image

from bot.broadcast.content import written_source
from bot.broadcast.fit_files import fit, fit_logo
from bot.broadcast.pictures.card import MEDIA_TYPE, draw_card
from bot.broadcast.pictures.layout import lay_out
from bot.broadcast.pictures.shapes import Shape
from bot.broadcast.pictures.words import CardDoesNotFit, CardWords, card_words
from bot.broadcast.sending import AttachmentMissing
from bot.errors import BotError
from bot.faq.life_cycle import Author
from bot.store.broadcast_models import AttachmentKind
from bot.store.broadcast_records import Broadcast, BroadcastContent
from bot.store.media import (
    CardRepository,
    DrawnCard,
    FitFile,
    ListedFile,
    MediaRepository,
    StoredFile,
)
from bot.zalo.client import ZaloClient
from knowledge.errors import KnowledgeError
from knowledge.search import Library

CARD_NAME = "the-luat.png"


class LibraryAway(BotError):
    """A card cannot be drawn while the library cannot be opened."""

    retryable = True
    public_message = "Thư viện luật chưa mở được nên chưa vẽ được ảnh. Chị thử lại sau."


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture or file as it goes out."""

    name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Around:
    """What attachments ask others: an account's library, and what the account is called."""

    library: Callable[[str], Library]
    organisation: Callable[[str], str]


class BroadcastAttachments:
    """Draws, keeps and uploads. Raises ``StateUnavailable`` when the database is away."""

    def __init__(self, media: MediaRepository, cards: CardRepository, around: Around) -> None:
        self._media = media
        self._cards = cards
        self._around = around

    # -- Files of officers --

    def keep(self, oa_id: str, name: str, content: bytes, by: Author) -> StoredFile:
        """A picture or file, made fit for Zalo; its ``ref`` goes into a broadcast. Raises
        ``UnfitFile``.
        """
        return self._media.add(oa_id, fit(name, content), by.email)

    def kept(self, oa_id: str, ref: str) -> StoredFile:
        """What is kept under a ref. Raises ``AttachmentMissing``."""
        found = self._media.find(oa_id, ref)
        if found is None:
            raise AttachmentMissing
        return found

    def files(self, oa_id: str, before: int | None = None, limit: int = 25) -> list[ListedFile]:
        """What officers gave, the newest first, those before a number."""
        return self._media.listed(oa_id, before, limit)

    def file(self, oa_id: str, ref: str) -> Shown:
        """What is kept under a ref, to look at. Raises ``AttachmentMissing``."""
        found = self._media.content(oa_id, ref)
        if found is None:
            raise AttachmentMissing
        return _shown(found)

    def erase(self, oa_id: str, ref: str, by: Author) -> None:
        """Gone at once; a broadcast that needs it stops and says so. Raises
        ``AttachmentMissing``.
        """
        if not self._media.erase(oa_id, ref, by.email):
            raise AttachmentMissing

    def keep_logo(self, oa_id: str, name: str, content: bytes, by: Author) -> StoredFile:
        """The ward's own logo, for every card from now on. Raises ``UnfitFile``."""
        return self._media.add(oa_id, fit_logo(name, content), by.email)

    def drop_logo(self, oa_id: str, by: Author) -> bool:
        """Cards bear our flower again; whether there was a logo."""
        return self._media.drop_logo(oa_id, by.email)

    def logo(self, oa_id: str) -> Shown | None:
        """The ward's logo."""
        file = self._media.logo(oa_id)
        return _shown(file) if file else None

    # -- Cards --

    def card_of(self, oa_id: str, content: BroadcastContent, shape: Shape | None = None) -> Shown:
        """The card of these words as they would stand on it today; in the shape that the content
        asks for, or in another. Raises ``CardDoesNotFit``.
        """
        shape = shape or Shape.of(content.attachment_ref) or Shape.SQUARE
        logo = self._media.logo(oa_id)
        return _card(self._draw(oa_id, self._words(oa_id, content), shape, logo))

    def misfits(self, oa_id: str, content: BroadcastContent) -> list[str]:
        """What is wrong with what goes along, in words for officers; [] if nothing is."""
        shape = Shape.of(content.attachment_ref)
        try:
            if shape is not None:
                lay_out(self._words(oa_id, content), shape)
            elif content.attachment_ref:
                self._file(oa_id, content)
        except (CardDoesNotFit, AttachmentMissing) as error:
            return [error.public_message]
        return []

    def prepare(self, broadcast: Broadcast) -> list[str]:
        """Draw the card and keep it, where its words or the logo are others than on the one that is
        kept; what stands against it, as ``misfits``.
        """
        found = self.misfits(broadcast.oa_id, broadcast.content)
        shape = Shape.of(broadcast.content.attachment_ref)
        if shape is None or found:
            return found
        words = self._words(broadcast.oa_id, broadcast.content)
        logo = self._media.logo(broadcast.oa_id)
        kept = self._cards.get(broadcast.id)
        if kept is None or not _same(kept, words, shape, logo):
            self._cards.put(broadcast.id, self._draw(broadcast.oa_id, words, shape, logo))
        return []

    def shown(self, broadcast: Broadcast) -> Shown | None:
        """What goes along with it: the card that was kept, or the one that would be drawn now.
        Raises ``CardDoesNotFit``, ``AttachmentMissing``.
        """
        content = broadcast.content
        shape = Shape.of(content.attachment_ref)
        if shape is not None:
            kept = self._kept_card(broadcast, shape)
            return _card(kept) if kept else self.card_of(broadcast.oa_id, content, shape)
        if content.attachment is AttachmentKind.NONE:
            return None
        return _shown(self._file(broadcast.oa_id, content))

    def picture(self, oa_id: str, content: BroadcastContent) -> Shown:
        """The picture of words that are not a broadcast: drawn, or the one that is kept. Raises
        ``CardDoesNotFit``, ``AttachmentMissing``.
        """
        if Shape.of(content.attachment_ref) is not None:
            return self.card_of(oa_id, content)
        return _shown(self._file(oa_id, content))

    # -- Zalo --

    def upload(self, client: ZaloClient, broadcast: Broadcast) -> str:
        """As ``bot.broadcast.sending.Attachments``. A card that was not kept yet, as one of a
        weekly series, is drawn and kept now.
        """
        shown = self._to_upload(broadcast)
        if broadcast.content.attachment is AttachmentKind.PICTURE:
            return client.upload_image(broadcast.oa_id, shown.name, shown.content, shown.media_type)
        return client.upload_file(broadcast.oa_id, shown.name, shown.content, shown.media_type)

    def _to_upload(self, broadcast: Broadcast) -> Shown:
        try:
            shape = Shape.of(broadcast.content.attachment_ref)
            if shape is not None and self._kept_card(broadcast, shape) is None:
                self.prepare(broadcast)
            shown = self.shown(broadcast)
        except CardDoesNotFit as error:  # nothing that waiting would mend
            raise AttachmentMissing from error
        except KnowledgeError as error:
            raise LibraryAway from error
        if shown is None:
            raise AttachmentMissing
        return shown

    # -- Parts --

    def _words(self, oa_id: str, content: BroadcastContent) -> CardWords:
        library = self._around.library(oa_id)
        fresh = replace(content, source=written_source(content.citation, library))
        return card_words(fresh, library, oa_id, self._around.organisation(oa_id))

    def _draw(self, oa_id: str, words: CardWords, shape: Shape, logo: FitFile | None) -> DrawnCard:
        image = Image.open(io.BytesIO(logo.content), formats=["PNG"]) if logo else None
        content = draw_card(words, shape, image)
        version = self._around.library(oa_id).version
        return DrawnCard(shape.value, asdict(words), version, _digest(logo), content)

    def _kept_card(self, broadcast: Broadcast, shape: Shape) -> DrawnCard | None:
        """The card that was kept, where it says what the broadcast says."""
        kept, content = self._cards.get(broadcast.id), broadcast.content
        if kept is None or kept.shape != shape.value:
            return None
        said = {"headline": content.title, "text": content.text, "source": content.source}
        return kept if all(kept.words[name] == text for name, text in said.items()) else None

    def _file(self, oa_id: str, content: BroadcastContent) -> FitFile:
        """Raises ``AttachmentMissing``, also for a file in the place of a picture."""
        found = self._media.content(oa_id, content.attachment_ref)
        if found is None or found.kind.value != content.attachment.value:
            raise AttachmentMissing
        return found


def _same(kept: DrawnCard, words: CardWords, shape: Shape, logo: FitFile | None) -> bool:
    drawn = (kept.shape, dict(kept.words), kept.logo)
    return drawn == (shape.value, asdict(words), _digest(logo))


def _digest(logo: FitFile | None) -> str:
    return hashlib.sha256(logo.content).hexdigest() if logo else ""


def _card(kept: DrawnCard) -> Shown:
    return Shown(CARD_NAME, MEDIA_TYPE, kept.content)


def _shown(file: FitFile) -> Shown:
    return Shown(file.name, file.media_type, file.content)
