"""From when to when a text binds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.validity import Period, Standing, period
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
