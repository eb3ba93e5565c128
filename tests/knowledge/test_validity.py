"""From when to when a text binds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.documents import Document
from knowledge.validity import Period, Standing, Status, period, status
from tests.knowledge.samples import ARTICLES, MARRIAGE, OLD_MARRIAGE

DAY = date(2026, 11, 21)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("begins", "ends", "standing"),
    [
        (None, None, Standing.IN_FORCE),
        (DAY, None, Standing.IN_FORCE),
        (AFTER, None, Standing.NOT_YET),
        (None, DAY, Standing.EXPIRED),
        (BEFORE, AFTER, Standing.IN_FORCE),
        (AFTER, DAY, Standing.EXPIRED),
    ],
)
def test_a_period_includes_its_first_day_and_not_its_end(begins, ends, standing) -> None:
    assert Period(begins, ends).standing(DAY) is standing


@given(begins=st.none() | st.dates(), ends=st.none() | st.dates(), day=st.dates())
def test_a_text_binds_where_its_document_says_so(begins, ends, day) -> None:
    document = replace(MARRIAGE, effective=begins, expires=ends)
    standing = period(ARTICLES[0], document).standing(day)
    assert (standing is Standing.IN_FORCE) == document.in_force(day)


def test_an_article_may_begin_later_than_its_document_but_not_earlier() -> None:
    later = replace(ARTICLES[0], effective=date(2020, 1, 1))
    assert period(later, MARRIAGE).begins == date(2020, 1, 1)
    earlier = replace(ARTICLES[0], effective=date(1999, 1, 1))
    assert period(earlier, OLD_MARRIAGE) == (OLD_MARRIAGE.effective, OLD_MARRIAGE.expires)


AMENDING = Document("2/2026/QH16", effective=DAY)
KNOWN = {AMENDING.number: AMENDING}
AMENDED = Document("1/2020/QH14", effective=date(2020, 7, 1), amended_by=(AMENDING.number,))


def test_a_document_is_partly_amended_once_its_amendment_binds() -> None:
    assert status(AMENDED, BEFORE, KNOWN) is Status.IN_FORCE
    assert status(AMENDED, DAY, KNOWN) is Status.PARTLY_AMENDED
    assert status(AMENDED, DAY, {}) is Status.IN_FORCE


def test_a_document_outside_its_time_is_not_called_amended() -> None:
    assert status(AMENDED, date(2020, 6, 30), KNOWN) is Status.NOT_YET
    assert status(replace(AMENDED, expires=DAY), DAY, KNOWN) is Status.EXPIRED
