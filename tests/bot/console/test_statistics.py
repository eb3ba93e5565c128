"""Statistics and the month's report: what is shown, what is not, and what can be taken home."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
from openpyxl import load_workbook

from bot.store import AccountDraft, OaRepository
from bot.store.audit import AuditRepository
from bot.store.models import Role
from tests.bot.console.office import Office
from tests.bot.exchanges.activity import fill

STATISTICS, REPORT = "/console/thong-ke", "/console/bao-cao-thang"


@pytest.fixture
def busy(office: Office) -> Office:
    parts = office.parts
    fill(office.database, parts.secret_key, office.oa_id, parts.now())
    return office


def this_month(office: Office) -> str:
    return f"{office.parts.now():%Y-%m}"


def cells(data: bytes) -> list[object]:
    pages = load_workbook(BytesIO(data)).worksheets
    return [cell.value for page in pages for row in page.iter_rows() for cell in row]


@pytest.mark.parametrize("key", ["12-thang", "nam-nay", "quy-nay", "khong-ai-biet"])
def test_everybody_who_works_there_sees_the_numbers(busy: Office, key: str):
    page = busy.client(Role.VIEWER).get(f"{STATISTICS}?ky={key}")
    assert page.status_code == 200
    assert "Câu hỏi được trả lời ra sao" in page.text


def test_small_numbers_stand_nowhere(busy: Office):
    """Three asked about fraud, two told of danger: no page and no file says three or two."""
    visitor = busy.client(Role.VIEWER)
    page = visitor.get(f"{STATISTICS}?ky=12-thang").text
    assert page.count("dưới 5") > 2
    values = cells(visitor.get(f"{STATISTICS}/bang-tinh?ky=12-thang").data)
    numbers = [value for value in values if isinstance(value, int)]
    assert numbers
    assert all(number % 5 == 0 for number in numbers)
    assert "bí mật" not in page


def test_days_of_ones_own_and_days_that_cannot_be(busy: Office):
    visitor = busy.client(Role.VIEWER)
    assert visitor.get(f"{STATISTICS}?ky=chon&tu=2026-01-01&den=2026-03-01").status_code == 200
    wrong = visitor.get(f"{STATISTICS}?ky=chon&tu=2026-03-01&den=2026-01-01")
    assert wrong.status_code == 400
    assert "ngày đầu phải trước ngày cuối" in wrong.text


def test_the_report_of_a_month_and_of_one_to_come(busy: Office):
    visitor = busy.client(Role.VIEWER)
    page = visitor.get(f"{REPORT}?thang={this_month(busy)}")
    assert "Người dân hỏi nhiều về" in page.text
    assert "Ly hôn" in page.text
    assert visitor.get(REPORT).status_code == 200
    assert visitor.get(f"{REPORT}?thang=2031-01").status_code == 400


def test_the_report_can_be_taken_home_and_that_is_written_down(busy: Office):
    visitor, month = busy.client(Role.VIEWER), this_month(busy)
    sheet = visitor.get(f"{REPORT}/bang-tinh?thang={month}")
    assert f"bao-cao-thang-{month}.xlsx" in sheet.headers["Content-Disposition"]
    assert "Ly hôn" in cells(sheet.data)
    word = docx.Document(BytesIO(visitor.get(f"{REPORT}/van-ban?thang={month}").data))
    written = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert "Ly hôn" in written
    subjects = [each.subject for each in AuditRepository(busy.database).latest()]
    assert {f"{busy.oa_id} {month} xlsx", f"{busy.oa_id} {month} docx"} <= set(subjects)


def test_another_account_s_numbers_are_not_shown(office: Office):
    parts = office.parts
    other = AccountDraft("579745863508352999", "Hội khác", "secret")
    OaRepository(office.database, parts.secret_key).add(other)
    fill(office.database, parts.secret_key, other.oa_id, parts.now())
    assert "chưa có câu hỏi nào" in office.client(Role.OFFICER).get(STATISTICS).text
