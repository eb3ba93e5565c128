"""Files that officers bring: told by their bytes, kept apart, gone when nobody comes back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.law.files import DRAFT_LIVES, MOST_DRAFTS, RefusedFile, UnknownDraft, usable_name
from bot.store.times import utc_now
from tests.bot.law.conftest import HER, OA
from tests.bot.law.texts import PLAN


@pytest.mark.parametrize(
    ("sent", "kind", "kept"),
    [
        ("Kế hoạch 12.DOCX", "docx", "Kế hoạch 12.docx"),
        ("../../etc/passwd", "txt", "passwd.txt"),
        ("C:\\Users\\chi Lan\\ke hoach.pdf", "pdf", "ke hoach.pdf"),
        ("..", "txt", "van-ban.txt"),
        ("a\n<b>.txt", "txt", "a b.txt"),
        ("ke-hoach.docx", "pdf", "ke-hoach.pdf"),
        ("x" * 300, "txt", "x" * 120 + ".txt"),
    ],
)
def test_the_name_is_safe_and_has_the_ending_of_its_content(sent: str, kind: str, kept: str):
    assert usable_name(sent, kind) == kept


def test_a_draft_comes_back_to_its_account_only(files):
    draft = files.take(PLAN.encode(), "ke-hoach.txt", OA, HER, utc_now())
    assert files.draft(draft.code, OA) == draft
    assert files.path(draft).read_text() == PLAN
    assert files.drafts(OA) == [draft]
    assert files.drafts("other") == []
    for code, account in ((draft.code, "other"), ("0" * 32, OA), ("../kept", OA)):
        with pytest.raises(UnknownDraft):
            files.draft(code, account)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\x89PNG\r\n\x1a\n and more", "ke-hoach.docx"),
        (b"PK\x03\x04 nothing that can be unpacked", "ke-hoach.docx"),
        (b"MZ\x00\x00\x00 a program", "ke-hoach.txt"),
        (b"x" * ((20 << 20) + 1), "lon.txt"),
    ],
)
def test_what_is_no_document_is_refused_and_not_kept(files, data: bytes, name: str):
    with pytest.raises(RefusedFile) as refusal:
        files.take(data, name, OA, HER, utc_now())
    assert "Hãy" in refusal.value.public_message or "Chỉ nhận" in refusal.value.public_message
    assert files.drafts(OA) == []


def test_stated_facts_stand_beside_the_file_and_can_be_taken_back(files):
    draft = files.take(PLAN.encode(), "ke-hoach.txt", OA, HER, utc_now())
    stated = files.state_facts(draft, {"number": "7/TB-UBND", "name": ""})
    assert files.draft(draft.code, OA).facts == {"number": "7/TB-UBND"}
    note = files.path(draft).with_name("ke-hoach.txt.yaml")
    assert "7/TB-UBND" in note.read_text()
    files.state_facts(stated, {})
    assert not note.exists()


def test_a_confirmed_draft_is_kept_and_no_draft_any_more(files):
    draft = files.take(PLAN.encode(), "ke-hoach.txt", OA, HER, utc_now())
    files.keep(draft)
    assert files.kept(draft.code, draft.file_name).read_text() == PLAN
    assert files.drafts(OA) == []


def test_drafts_nobody_comes_back_to_go(files):
    now = utc_now()
    old = files.take(b"cu", "cu.txt", OA, HER, now - DRAFT_LIVES - timedelta(minutes=1))
    newest = [files.take(b"moi", "moi.txt", OA, HER, now) for _ in range(MOST_DRAFTS + 2)][-1]
    codes = {draft.code for draft in files.drafts(OA)}
    assert old.code not in codes
    assert newest.code in codes
    assert len(codes) == MOST_DRAFTS + 1
