"""Tin: the form, the library's tips, the law that is found, pictures and files."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image

from bot.broadcast.versions import version_of
from bot.broadcast.wiring import shipped_tips
from bot.store.broadcast_models import AttachmentKind, RecipientKind
from bot.store.broadcast_records import Audience
from bot.store.label_models import LabelKind
from bot.store.labels import Labelled, LabelRepository
from bot.store.models import Role
from knowledge.documents import Citation
from tests.bot.console.broadcasting import Sender
from tests.bot.console.desk import Desk
from tests.bot.console.office import Office
from tests.bot.console.pages.test_broadcasts import FORM, LIST
from tests.handlers.library import KITCHEN

NEW = f"{LIST}/moi"


@pytest.fixture
def sender(office: Office, desk: Desk) -> Sender:
    return Sender(office)


def png(width: int = 40) -> io.BytesIO:
    """A small picture."""
    written = io.BytesIO()
    Image.new("RGB", (width, 30), "white").save(written, "PNG")
    written.seek(0)
    return written


@pytest.mark.parametrize(
    "change", [{"title": ""}, {"text": ""}, {"text": "x" * 2001}, {"kind": "everybody"}]
)
def test_what_is_missing_is_told_and_nothing_is_kept(
    office: Office, sender: Sender, change: dict[str, str]
):
    assert office.client(Role.OFFICER).send(NEW, FORM | change).status_code == 422
    assert sender.broadcasts.page() == []


@pytest.mark.parametrize("button", ["preview", "find-law"])
def test_looking_keeps_nothing(office: Office, sender: Sender, button: str):
    client = office.client(Role.OFFICER)
    page = client.send(NEW, FORM | {button: "1", "find": "ly hôn"})
    part = client.send(f"{LIST}/xem-truoc", FORM | {button: "1"})
    for answer in (page, part):
        bubble = answer.text.split('class="bubble"')[1]
        assert FORM["text"] in bubble
        assert "ngừng nhận tin" in bubble
    assert sender.broadcasts.page() == []


def test_law_is_found_and_picked(office: Office, sender: Sender):
    client = office.client(Role.OFFICER)
    words = f"khoản 2 Điều 2 {KITCHEN}"
    page = client.send(NEW, FORM | {"find-law": "1", "find": words}).text
    places = re.findall(r'name="place" type="radio" value="([^"]+)"', page)
    assert places[0] == f"{KITCHEN}|2|2|"
    client.send(NEW, FORM | {"place": places[0], "find": "lời khác hẳn"})
    made = sender.broadcasts.get(1)
    assert made.content.citation == Citation(KITCHEN, "2", "2")
    assert "khoản 2 Điều 2 Luật Bếp núc" in client.get(f"{LIST}/1").text
    by_matter = client.send(f"{LIST}/xem-truoc", FORM | {"find-law": "1", "find": "tắt lửa"}).text
    assert f"{KITCHEN}|2||" in by_matter


def test_a_place_that_no_page_wrote_is_no_law(office: Office, sender: Sender):
    office.client(Role.OFFICER).send(NEW, FORM | {"place": "Điều 5"})
    assert sender.broadcasts.get(1).content.citation is None


def test_a_tip_fills_the_form(office: Office, sender: Sender):
    tip = shipped_tips()[3]
    page = office.client(Role.OFFICER).get(f"{NEW}?meo={tip.id}").text
    for words in (tip.title, tip.text, f'value="{tip.id}"', f'selected value="{tip.topic}"'):
        assert words in page


def test_the_words_of_an_old_one_fill_the_form_and_it_stays_as_it_is(
    office: Office, sender: Sender
):
    old = sender.stopped("content_refused")
    client = office.client(Role.OFFICER)
    address = f"{NEW}?tu={old.id}"
    assert address in client.get(f"/console/tin/{old.id}").text
    page = client.get(address).text
    assert old.content.title in page
    assert old.content.text in page
    assert client.get(f"{NEW}?tu=999").status_code == 404
    assert client.get(f"{NEW}?tu=x").status_code == 200
    client.send(address, FORM | {"text": "Lời mới."})
    assert sender.broadcasts.get(old.id).content == old.content
    assert sender.broadcasts.get(old.id + 1).content.text == "Lời mới."


def test_only_what_is_over_or_has_old_words_is_written_again(office: Office, sender: Sender):
    client = office.client(Role.OFFICER)
    running, over = sender.running(), sender.draft()
    sender.life.cancel(over.id, sender.writer)
    assert f"?tu={running.id}" not in client.get(f"/console/tin/{running.id}").text
    assert f"?tu={over.id}" in client.get(f"/console/tin/{over.id}").text


def test_tips_are_searched_with_and_without_accents(office: Office, sender: Sender):
    client = office.client(Role.OFFICER)
    everything = client.get(f"{LIST}/kho-meo").text
    assert everything.count('class="row-main"') == len(shipped_tips())
    tip = shipped_tips()[0]
    for words in ("Việc nhà", "viec nha"):
        assert tip.title in client.get(f"{LIST}/kho-meo?tim={words}").text
    of_topic = client.get(f"{LIST}/kho-meo?chu-de={tip.topic}").text
    assert of_topic.count('class="row-main"') == sum(t.topic == tip.topic for t in shipped_tips())
    assert "Không có mẹo nào khớp" in client.get(f"{LIST}/kho-meo?tim=zzzz").text


def test_whom_it_is_for(office: Office, sender: Sender):
    sender.group("g1", "Chi hội 3")
    sender.group("g2", "Chi hội 5")
    client = office.client(Role.OFFICER)
    client.send(NEW, FORM | {"active_days": "30", "free_only": "y", "groups": ["g1"]})
    client.send(NEW, FORM | {"kind": "group", "groups": ["g2", "unknown"], "active_days": "30"})
    client.send(NEW, FORM | {"kind": "group", "every_group": "y", "groups": ["g2"]})
    people, one, every = (sender.broadcasts.get(n).audience for n in (1, 2, 3))
    assert people == Audience(active_days=30, free_only=True)
    assert one == Audience(RecipientKind.GROUP, groups=("g2",))
    assert every == Audience(RecipientKind.GROUP, every_group=True)


def test_branches_and_tags(office: Office, sender: Sender):
    labels = LabelRepository(office.database)
    sender.person("1")
    named = ((LabelKind.BRANCH, "Chi hội 3"), (LabelKind.TAG, "buôn bán"))
    hers = [Labelled(RecipientKind.PERSON, "1", kind, name) for kind, name in named]
    labels.put(office.oa_id, hers, sender.now)
    client = office.client(Role.OFFICER)
    assert "Chi hội 3 (1 người, 0 nhóm)" in client.get(NEW).text
    client.send(NEW, FORM | {"branches": ["Chi hội 3"], "tags": ["buôn bán", "không có"]})
    whom = sender.broadcasts.get(1).audience
    assert (whom.branches, whom.tags) == (("Chi hội 3",), ("buôn bán",))
    assert "Thuộc Chi hội 3. Có nhãn buôn bán" in client.get(f"{LIST}/1").text


def test_what_was_chosen_stands_in_the_form_again(office: Office, sender: Sender):
    sender.group("g1", "Chi hội 3")
    whom = Audience(RecipientKind.GROUP, groups=("g1",))
    made = sender.draft(whom=whom)
    client = office.client(Role.OFFICER)
    page = client.get(f"{LIST}/{made.id}/sua").text
    assert re.search(r'checked[^>]*value="g1"', page)
    same = FORM | {"kind": "group", "groups": ["g1"], "seen": version_of(made)}
    client.send(f"{LIST}/{made.id}/sua", same)
    assert sender.broadcasts.get(made.id).audience == whom


def test_a_card_is_drawn_from_the_words(office: Office, sender: Sender):
    client = office.client(Role.OFFICER)
    part = client.send(f"{LIST}/xem-truoc", FORM | {"picture": "card:square"}).text
    assert 'src="data:image/jpeg;base64,' in part
    client.send(NEW, FORM | {"picture": "card:portrait"})
    content = sender.broadcasts.get(1).content
    assert (content.attachment, content.attachment_ref) == (AttachmentKind.PICTURE, "card:portrait")
    shown = client.get(f"{LIST}/1/anh")
    assert Image.open(io.BytesIO(shown.data)).size == (1080, 1350)
    assert shown.headers["Cache-Control"] == "no-store"
    assert f"{LIST}/1/anh" in client.get(f"{LIST}/1").text


def test_words_that_do_not_fit_a_card_are_told(office: Office, sender: Sender):
    long = {"text": "Việc nhà, cả nhà cùng làm. " * 60, "picture": "card:square"}
    part = office.client(Role.OFFICER).send(f"{LIST}/xem-truoc", FORM | long).text
    assert "Cần sửa trước khi duyệt" in part
    assert "data:image" not in part


def test_an_own_picture_is_kept_also_while_something_else_is_wrong(office: Office, sender: Sender):
    client = office.client(Role.OFFICER)
    own = {"picture": "own", "file": (png(), "anh.png")}
    page = client.send(NEW, FORM | own | {"title": ""}, content_type="multipart/form-data")
    assert page.status_code == 422
    kept = re.search(r'name="kept"[^>]*value="([^"]+)"', page.text)
    assert kept
    client.send(NEW, FORM | {"picture": "own", "kept": kept[1]})
    assert sender.broadcasts.get(1).content.attachment_ref == kept[1]
    shown = client.get(f"{LIST}/1/anh")
    assert shown.mimetype in ("image/png", "image/jpeg")
    again = client.get(f"{LIST}/1/sua").text
    assert "Đang giữ một tệp" in again


@pytest.mark.parametrize(
    ("file", "told"),
    [((io.BytesIO(b"MZ\x90"), "tin.exe"), "field-error"), (None, "Chị chọn ảnh hoặc tệp")],
)
def test_a_file_that_zalo_does_not_take(
    office: Office, sender: Sender, file: tuple[io.BytesIO, str] | None, told: str
):
    own = {"picture": "own"} | ({"file": file} if file else {})
    answer = office.client(Role.OFFICER).send(NEW, FORM | own, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert told in answer.text
    assert sender.broadcasts.page() == []


def test_a_changed_broadcast_has_to_be_approved_again(office: Office, sender: Sender):
    made = sender.scheduled(at=sender.ten)
    client = office.client(Role.OFFICER)
    assert "cần soát, duyệt và hẹn giờ lại" in client.get(f"{LIST}/{made.id}/sua").text
    client.send(f"{LIST}/{made.id}/sua", FORM | {"seen": version_of(made)})
    changed = sender.broadcasts.get(made.id)
    assert changed.state == "draft"
    assert changed.approved_by is None
    assert changed.written_by == sender.writer.id
