"""Drafts looked over by a process of its own."""

from __future__ import annotations

import pytest

from bot.law.files import RefusedFile
from bot.law.preview import Previews, for_the_page
from bot.store.times import utc_now
from knowledge.ingest.office import intake, template
from tests.bot.law.conftest import HER, OA
from tests.bot.law.texts import PLAN, WITHOUT_NUMBER


def test_a_plan_is_cut_into_its_sections(files):
    draft = files.take(PLAN.encode(), "ke-hoach.txt", OA, HER, utc_now())
    found = Previews(files).of(draft)
    assert found.accepted
    assert (found.facts["number"], found.facts["issued"]) == ("12/KH-UBND", "2026-03-05")
    assert [part.name for part in found.parts] == ["Mục I", "Mục II"]
    assert "Lớp học mở tối thứ ba" in found.parts[1].first_words
    assert Previews(files, patience=0).of(draft) == found  # not worked out a second time


def test_a_missing_number_is_asked_for_by_the_name_of_its_field(files):
    draft = files.take(WITHOUT_NUMBER.encode(), "ke-hoach.txt", OA, HER, utc_now())
    previews = Previews(files)
    found = previews.of(draft)
    [blocking] = [remark for remark in found.remarks if remark.blocking]
    assert "«Số ký hiệu»" in blocking.reason
    assert "--" not in blocking.reason
    stated = files.state_facts(draft, {"number": "12/KH-UBND"})
    assert previews.of(stated).accepted


def test_answers_are_no_documents(files, tmp_path):
    sheet = tmp_path / "mau.xlsx"
    template.write(sheet)
    draft = files.take(sheet.read_bytes(), "mau.xlsx", OA, HER, utc_now())
    found = Previews(files).of(draft)
    assert not found.accepted


def test_what_takes_too_long_is_refused(files):
    draft = files.take(PLAN.encode(), "ke-hoach.txt", OA, HER, utc_now())
    with pytest.raises(RefusedFile) as refusal:
        Previews(files, patience=0.001).of(draft)
    assert "quá lâu" in refusal.value.public_message


def test_what_cannot_be_read_says_what_to_do(files):
    draft = files.take("....".encode("utf-16"), "trong.txt", OA, HER, utc_now())
    with pytest.raises(RefusedFile) as refusal:
        Previews(files).of(draft)
    assert "không có chữ" in refusal.value.public_message


@pytest.mark.parametrize(
    "reason",
    [
        getattr(intake, name)
        for name in (
            "NO_NUMBER", "BLANK_NUMBER", "NO_NAME", "NO_KIND", "NO_DAY", "BLANK_DAY", "NO_EFFECT",
            "NO_ISSUER", "CAPITALS",
        )
    ],
)  # fmt: skip
def test_no_option_of_the_command_line_is_shown(reason: str):
    shown = for_the_page(reason)
    assert "--" not in shown
    assert "ô «" in shown
