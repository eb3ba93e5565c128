"""Hỏi thử: the real answer, nothing sent, nothing stored but the conversation of this officer."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import text as sql

from bot import keys
from bot.console.site import PATH
from bot.store.models import Role
from tests.bot.console.office import OA, Office
from tests.handlers.library import batch as made_up_laws

PAGE = f"{PATH}/hoi-thu"


def counts(office: Office) -> dict[str, int]:
    """How many rows every table has."""
    with office.database.reading() as session:
        tables = session.scalars(sql("SELECT name FROM sqlite_master WHERE type = 'table'")).all()
        return {name: session.scalar(sql(f"SELECT count(*) FROM {name}")) for name in tables}


def test_a_question_is_answered_and_goes_on(office: Office):
    officer = office.client(Role.OFFICER)
    asked = officer.send(PAGE, {"text": "con tôi mới sinh làm giấy khai sinh ở đâu"})
    assert asked.status_code == 302
    page = officer.get(PAGE).text
    assert "con tôi mới sinh làm giấy khai sinh ở đâu" in page
    assert 'class="bubble"' in page
    choices = page.count('name="text" value="')
    assert choices >= 1
    officer.send(PAGE, {"text": "1"})
    assert officer.get(PAGE).text.count('class="tried"') == 2
    officer.send(f"{PAGE}/lam-moi")
    assert 'class="tried"' not in officer.get(PAGE).text


def test_nothing_is_stored_and_no_officer_is_called(office: Office):
    officer = office.client(Role.OFFICER)
    officer.get(PAGE)
    before, keys_before = counts(office), set(office.parts.redis.keys("hl:*"))
    officer.send(PAGE, {"text": "chồng tôi đang đánh tôi, cứu tôi với"})
    page = officer.get(PAGE).text
    assert "mở một vụ việc và báo ngay cán bộ trực" in page
    assert "Nguy hiểm ngay" in page
    assert counts(office) == before
    mine = keys.trial(OA, office.officers[Role.OFFICER].id).encode()
    made = set(office.parts.redis.keys("hl:*")) - keys_before
    assert {key for key in made if not key.startswith(b"hl:console")} == {mine}
    assert 0 < office.parts.redis.ttl(mine) <= keys.TRIAL_EXPIRY.total_seconds()


def test_each_officer_has_a_conversation_of_her_own(office: Office):
    office.client(Role.OFFICER).send(PAGE, {"text": "chào bạn"})
    assert "chào bạn" not in office.client(Role.EDITOR).get(PAGE).text


def test_the_law_of_another_day_can_be_asked_for(office: Office):
    officer = office.client(Role.VIEWER)
    officer.send(PAGE, {"text": "lương cơ sở là bao nhiêu", "day": "2024-01-15"})
    page = officer.get(PAGE).text
    assert "Luật ngày 15/01/2024" in page
    assert 'value="2024-01-15"' in page
    officer.send(PAGE, {"text": "lương cơ sở là bao nhiêu", "day": ""})
    assert officer.get(PAGE).text.count("Luật ngày") == 1


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"text": "   "}, "Chị viết câu hỏi vào ô này."),
        ({"text": "x" * 1001}, "Nhiều nhất 1000 ký tự."),
        ({"text": "ly hôn", "day": "hôm qua"}, "Ngày chưa đúng"),
    ],
)
def test_what_cannot_be_asked_is_said(office: Office, form: dict[str, str], said: str):
    answer = office.client(Role.OFFICER).send(PAGE, form)
    assert answer.status_code == 422
    assert said in answer.text


def test_why_tells_the_reading_the_cards_and_the_articles(office: Office):
    officer = office.client(Role.OFFICER)
    officer.send(PAGE, {"text": made_up_laws().articles[0].title})
    page = officer.get(f"{PAGE}/vi-sao/1").text
    for part in ("Máy đọc là", "Thẻ hỏi đáp gần nhất", "Điều luật tìm được", "% là đúng ý"):
        assert part in page
    assert "Vì sao Điều" in page
    shares = [int(each) for each in re.findall(r"so với các thẻ khác: (\d+)%", page)]
    assert shares == sorted(shares, reverse=True)
    assert shares
    assert "Góp điểm" in page
    assert officer.get(f"{PAGE}/vi-sao/9").status_code == 404
    assert office.client(Role.EDITOR).get(f"{PAGE}/vi-sao/1").status_code == 404
