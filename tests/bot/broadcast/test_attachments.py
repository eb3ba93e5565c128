from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest
from PIL import Image
from sqlalchemy import text

from bot.broadcast.attachments import Around, BroadcastAttachments, LibraryAway
from bot.broadcast.content import InvalidBroadcast
from bot.broadcast.fit_files import UnfitFile
from bot.broadcast.media_keeping import AFTER_ITS_END, UNUSED, MediaKeeping
from bot.broadcast.pictures.shapes import Shape
from bot.broadcast.preview import Previews
from bot.broadcast.sending import AttachmentMissing
from bot.store.audit import AuditRepository
from bot.store.broadcast_models import AttachmentKind, BroadcastState
from bot.store.broadcast_records import Audience, BroadcastContent
from bot.store.database import Database
from bot.store.media import CardRepository, MediaRepository
from bot.store.times import utc_now
from bot.zalo.errors import AttachmentExpired
from knowledge.documents import Citation
from knowledge.errors import KnowledgeError
from tests.bot.broadcast.test_fit_files import pdf, picture
from tests.bot.broadcast.town import OA, SECOND, WRITER, Town

CARD = BroadcastContent(
    "Việc nhà, cả nhà cùng làm",
    "Tối nay, chị thử cùng cả nhà chia việc.",
    topic="bình đẳng giới",
    attachment=AttachmentKind.PICTURE,
    attachment_ref=Shape.SQUARE.ref,
)


class Uploads:
    """In the place of the client for uploads: keeps what it was given."""

    def __init__(self) -> None:
        self.given: list[tuple[str, bytes, str]] = []

    def upload_image(self, oa_id: str, name: str, content: bytes, media_type: str) -> str:
        self.given.append((name, content, media_type))
        return f"key{len(self.given)}"

    upload_file = upload_image


class Ward:
    """A town with its store of pictures."""

    def __init__(self, database: Database) -> None:
        self.name = "Hội Phụ nữ phường"
        self.library: Any = SimpleNamespace(version="v1", document=lambda number: None)
        around = Around(lambda _: self.library, lambda _: self.name)
        self.media, self.cards = MediaRepository(database), CardRepository(database)
        self.room = BroadcastAttachments(self.media, self.cards, around)
        self.town = Town(database, self.room)
        self.uploads = Uploads()
        for name in ("upload_image", "upload_file"):
            setattr(self.town.phones, name, getattr(self.uploads, name))
        self.database = database

    def draft(self, content: BroadcastContent = CARD, audience: Audience | None = None):
        return self.town.life.draft(OA, content, audience or Audience(), WRITER)

    def upload(self, broadcast: Any) -> str:
        return self.room.upload(cast(Any, self.uploads), broadcast)


@pytest.fixture
def ward(database: Database) -> Ward:
    return Ward(database)


def size_of(content: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(content)).size


def test_a_card_is_drawn_when_it_is_checked_and_goes_out_as_it_was_seen(ward: Ward):
    ward.town.person("1")
    made = ward.town.running(CARD)
    kept = ward.cards.get(made.id)
    assert kept is not None
    assert (kept.library, kept.words["headline"]) == ("v1", CARD.title)
    shown = ward.room.shown(made)
    assert shown is not None
    assert (shown.media_type, size_of(shown.content)) == ("image/png", (1080, 1080))
    ward.town.send()
    assert ward.town.states(made) == {"sent": 1}
    assert [content for _, content, _ in ward.uploads.given] == [shown.content]
    assert ward.town.phones.arrived["1"][0].text.startswith(CARD.text)


def test_it_is_uploaded_once_for_everybody_and_again_when_it_expired(ward: Ward):
    for user_id in "123":
        ward.town.person(user_id)
    made = ward.town.running(CARD)
    ward.town.phones.trouble.append(AttachmentExpired(-100, "attachment_expired"))
    ward.town.send(5)
    assert ward.town.states(made) == {"sent": 3}
    assert len(ward.uploads.given) == 2
    assert len({content for _, content, _ in ward.uploads.given}) == 1


def test_other_words_are_drawn_anew_and_the_old_upload_counts_no_more(ward: Ward):
    made = ward.draft()
    ward.town.life.check(made.id, SECOND)
    first = ward.cards.get(made.id)
    ward.town.broadcasts.keep_upload(made.id, "key")
    ward.town.life.check(ward.town.life.edit(made.id, CARD, Audience(), WRITER).id, SECOND)
    assert ward.cards.get(made.id) == first
    other = replace(CARD, text="Tối nay, cả nhà chia việc.", attachment_ref=Shape.PORTRAIT.ref)
    ward.town.life.check(ward.town.life.edit(made.id, other, Audience(), WRITER).id, SECOND)
    again = ward.cards.get(made.id)
    assert first is not None
    assert again is not None
    assert (again.words["text"], size_of(again.content)) == (other.text, (1080, 1350))
    assert ward.town.broadcasts.get(made.id).attachment_key == ""


def test_a_logo_that_came_since_is_on_the_card_that_is_approved(ward: Ward):
    made = ward.draft()
    ward.town.life.check(made.id, SECOND)
    ward.town.broadcasts.keep_upload(made.id, "key")
    before = ward.cards.get(made.id)
    ward.room.keep_logo(OA, "logo.png", picture("PNG"), SECOND)
    ward.town.life.approve(made.id, SECOND)
    after = ward.cards.get(made.id)
    assert before is not None
    assert after is not None
    assert before.content != after.content
    assert ward.town.broadcasts.get(made.id).attachment_key == ""
    ward.town.life.schedule(made.id, ward.town.clock(), SECOND)
    assert ward.cards.get(made.id) == after
    assert ward.room.drop_logo(OA, SECOND)
    assert ward.room.logo(OA) is None


def test_words_that_do_not_fit_stop_the_check_and_are_told_in_the_preview(ward: Ward):
    made = ward.draft(replace(CARD, text="Chị nhớ hỏi cán bộ phường. " * 30))
    with pytest.raises(InvalidBroadcast) as caught:
        ward.town.life.check(made.id, SECOND)
    (told,) = caught.value.problems
    assert "ảnh này chỉ vừa khoảng" in told
    town = ward.town
    previews = Previews(
        town.audiences, lambda _: town.settings, lambda _: (), lambda _: ward.library, ward.room
    )
    assert told in previews.of(made, town.clock()).problems
    assert town.broadcasts.get(made.id).state is BroadcastState.DRAFT
    assert ward.cards.get(made.id) is None


def test_a_card_that_nobody_kept_is_drawn_when_it_goes_out(ward: Ward):
    made = ward.draft()
    assert ward.room.shown(made) is not None
    assert ward.cards.get(made.id) is None
    ward.upload(made)
    kept = ward.cards.get(made.id)
    assert kept is not None
    assert ward.uploads.given[0][1] == kept.content


def test_a_card_that_cannot_be_drawn_any_more_stops_the_broadcast(ward: Ward):
    made = ward.draft()
    ward.name = "Hội Phụ nữ phường " * 9
    with pytest.raises(AttachmentMissing):
        ward.upload(made)

    def away(number: str) -> None:
        raise KnowledgeError("away")

    ward.name, ward.library.document = "Hội", away
    with pytest.raises(LibraryAway):
        ward.upload(replace(made, content=replace(CARD, citation=Citation("1/2020/QH14", "2"))))


def test_a_file_of_an_officer_goes_after_the_text(ward: Ward):
    kept = ward.room.keep(OA, "Giấy mời.pdf", pdf(), WRITER)
    content = BroadcastContent(
        "Giấy mời", "Mời chị đến họp.", attachment=AttachmentKind.FILE, attachment_ref=kept.ref
    )
    assert ward.room.misfits(OA, content) == []
    made = ward.draft(content)
    ward.town.life.check(made.id, SECOND)
    ward.upload(made)
    assert ward.uploads.given == [("Giấy mời.pdf", pdf_of(ward, kept.ref), "application/pdf")]
    assert ward.room.kept(OA, kept.ref) == kept


def pdf_of(ward: Ward, ref: str) -> bytes:
    found = ward.media.content(OA, ref)
    assert found is not None
    return found.content


@pytest.mark.parametrize("ref", ["file:1", "file:999", "file:-1", "file:x", "file:٣", "other", ""])
def test_a_file_of_nobody_or_of_another_kind_stops_it(ward: Ward, ref: str):
    kept = ward.room.keep(OA, "a.pdf", pdf(), WRITER)
    wanted = kept.ref if ref == "file:1" else ref
    content = replace(CARD, attachment_ref=wanted)
    if wanted:
        assert ward.room.misfits(OA, content) == [AttachmentMissing.public_message]
    with pytest.raises(AttachmentMissing):
        ward.upload(ward.draft(content))
    with pytest.raises(AttachmentMissing):
        ward.room.kept("another", kept.ref)


def test_what_zalo_does_not_take_is_not_kept(ward: Ward):
    with pytest.raises(UnfitFile):
        ward.room.keep(OA, "a.pdf", b"nothing", WRITER)
    assert ward.media.find(OA, "file:1") is None


def test_an_erased_file_is_gone_with_a_line_in_the_log(ward: Ward):
    kept = ward.room.keep(OA, "a.pdf", pdf(), WRITER)
    ward.room.erase(OA, kept.ref, SECOND)
    with pytest.raises(AttachmentMissing):
        ward.room.kept(OA, kept.ref)
    with pytest.raises(AttachmentMissing):
        ward.room.erase(OA, kept.ref, SECOND)
    log = AuditRepository(ward.database)
    for act in ("file_added", "file_erased"):
        assert log.has(act, f"media:{kept.id}", ward.town.clock() - timedelta(days=9_999))


def test_a_new_logo_takes_the_place_of_the_old(ward: Ward):
    ward.room.keep_logo(OA, "a.png", picture("PNG", (50, 50)), SECOND)
    ward.room.keep_logo(OA, "b.png", picture("PNG", (60, 60)), SECOND)
    logo = ward.room.logo(OA)
    assert logo is not None
    assert size_of(logo.content) == (60, 60)
    with ward.database.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM media_files")) == 1


def test_at_night_old_files_and_cards_go_and_what_is_of_use_stays(ward: Ward):
    keeping = MediaKeeping(ward.media, ward.cards)
    unused, used, past = (ward.room.keep(OA, f"{n}.pdf", pdf(), WRITER) for n in "abc")
    ward.room.keep_logo(OA, "logo.png", picture("PNG"), SECOND)
    with_file = BroadcastContent("a", "b", attachment=AttachmentKind.FILE)
    waiting = ward.draft(replace(with_file, attachment_ref=used.ref))
    ended = ward.draft(replace(with_file, attachment_ref=past.ref))
    card = ward.draft()
    ward.town.life.check(card.id, SECOND)
    for each in (ended, card):
        ward.town.life.cancel(each.id, WRITER)
    begun = max(ward.town.clock(), utc_now())
    assert keeping.tick(begun + UNUSED / 2) == 0
    assert keeping.tick(begun + UNUSED + timedelta(days=1)) == 1
    assert ward.media.find(OA, unused.ref) is None
    assert keeping.tick(begun + AFTER_ITS_END + timedelta(days=1)) == 2
    assert ward.media.find(OA, past.ref) is None
    assert ward.cards.get(card.id) is None
    assert ward.media.find(OA, used.ref) == used
    assert ward.room.logo(OA) is not None
    assert waiting.content.attachment_ref == used.ref
