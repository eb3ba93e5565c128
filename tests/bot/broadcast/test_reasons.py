from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.broadcast import eligibility
from bot.broadcast.quotas import USED_UP
from bot.broadcast.states import ENDED
from bot.store import audiences
from bot.zalo.errors import MEANINGS, UNKNOWN
from handlers.texts import broadcast as texts
from handlers.texts.broadcast_reasons import NO_REASON, REASONS, reason, what_to_do, why

SOURCES = Path(eligibility.__file__).parents[1]
RAISED = re.compile(
    r"(?:RetryLater|HeldBack|RequestRejected|DeliveryUnknown|ServerFault|UnfitText|Reconnect"
    r'|AccountStopped|Meaning|_broken)\(\s*(?:-?\d+|\w+), f?"([^"]+)"'
)
STOPPED = re.compile(r'[_.](?:stop|_pause|pause)\(\s*[\w.]+,\s*"(\w+)"|"dừng", "(\w+)"')
GROUPS = re.compile(r'group_trouble\([^)]*"(\w+)"\)')


def codes() -> set[str]:
    """Every code that the sources can keep beside a recipient, a group, or what is paused."""
    found = {meaning.reason for meaning in MEANINGS.values()} | {UNKNOWN.reason}
    found |= {getattr(eligibility, name) for name in dir(eligibility) if name.isupper()
              and isinstance(getattr(eligibility, name), str)}  # fmt: skip
    found |= {audiences.INACTIVE, audiences.OUTSIDE_FREE_WINDOW}
    found |= {audiences.OTHER_BRANCH, audiences.OTHER_TAG, "erased", "lost", USED_UP}
    found |= {"cover_missing", "no_public_url", "monthly_articles", "not_answered"}
    found |= {"made_too_slowly", "cover_refused", "did_not_arrive"}
    found |= {state.value for state in ENDED if state.value != "finished"}
    for folder in ("broadcast", "zalo", "store"):
        for file in (SOURCES / folder).rglob("*.py"):
            text = file.read_text()
            for pattern in (RAISED, STOPPED, GROUPS):
                found |= {part for match in pattern.findall(text) for part in _parts(match)}
    return found - NO_REASON


def _parts(match: str | tuple[str, ...]) -> list[str]:
    parts = [match] if isinstance(match, str) else list(match)
    return [re.sub(r"\{.*?\}", "x", part) for part in parts if part]


@pytest.mark.parametrize("code", sorted(codes()))
def test_every_code_has_its_own_sentence_and_advice(code: str):
    known = code in REASONS or code.startswith(("http_", "not_json_", "refresh_"))
    assert known or code.endswith("_too_large"), f"no words for {code}"
    words = reason(code)
    assert words.what
    assert words.advice
    assert not words.what.endswith(".")
    assert words.advice.endswith(".")


def test_codes_are_found_at_all():
    assert {"night", "law_not_in_force", "attachment_missing", "group_gone"} <= codes()
    assert {"http_x", "opted_out", "timeout"} <= codes() | {"timeout"}


def test_words_are_vietnamese_and_tell_nothing_of_danger():
    for words in REASONS.values():
        assert not re.search(r"khẩn|nguy hiểm|vụ việc|bạo lực", words.told)
        assert re.search(r"[ăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụ]", words.told)
    assert why("not_now") == "lúc này chưa gửi được"


def test_what_an_officer_did_herself_needs_no_advice():
    assert what_to_do("officer") == what_to_do("") == why("") == ""
    assert "trang quản lý OA" in what_to_do("a_code_of_tomorrow")


def test_what_is_mended_by_other_words_is_not_let_go_on():
    law = texts.paused("T5", "Việc nhà", "law_not_in_force", begun=False)
    assert "Chị sửa tin" in law
    assert "cho gửi tiếp" not in law
    quota = texts.paused("T5", "Việc nhà", "out_of_quota", begun=True)
    assert "Xong việc, chị cho gửi tiếp." in quota


@pytest.mark.parametrize("code", ["law_not_in_force", "content_refused", "attachment_missing"])
def test_what_has_begun_is_cancelled_and_written_anew(code: str):
    told = texts.paused("T5", "Việc nhà", code, begun=True)
    assert why(code)[1:] in told
    assert "hủy tin này rồi soạn tin mới" in told
    assert "sửa tin" not in told
    assert "cho gửi tiếp" not in told
