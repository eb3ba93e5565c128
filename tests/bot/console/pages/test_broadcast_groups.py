"""Nhóm Zalo: asked for over real HTTP; what is wrong is told in plain words. And what of broadcasts
stands on other pages.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from openpyxl import load_workbook
from werkzeug.wrappers import Request, Response

from bot.broadcast.wiring import shipped_tips
from bot.settings import Settings
from bot.store.broadcast_models import SeriesState
from bot.store.models import Role
from tests.bot.console.broadcasting import Sender, busy
from tests.bot.console.desk import Desk
from tests.bot.console.office import Office
from tests.bot.zalo.stand_in import StandIn, failed, ok, serve

LIST = "/console/tin/nhom"


@dataclass
class Groups:
    """In Zalo's place: two groups, the second locked; or a refusal."""

    refusal: int = 0

    def __call__(self, request: Request) -> Response:
        if self.refusal:
            return _json(failed(self.refusal))
        if not request.path.endswith("/getgroupsofoa") or request.args.get("offset") != "0":
            return _json(ok({"groups": []}))
        rows = [
            {"group_id": "g1", "name": "Chi hội 3", "total_member": 86, "status": "enabled"},
            {"group_id": "g2", "name": "Chi hội 5", "total_member": 54, "status": "disabled"},
        ]
        return _json(ok({"groups": rows}))


def _json(body: dict[str, object]) -> Response:
    return Response(json.dumps(body), content_type="application/json")


@pytest.fixture
def groups() -> Groups:
    return Groups()


@pytest.fixture
def console_settings(console_settings: Settings, groups: Groups) -> Iterator[Settings]:
    stand_in = StandIn(always=groups)
    server = serve(stand_in)
    yield console_settings.model_copy(update={"zalo_openapi_url": stand_in.url})
    server.shutdown()
    server.server_close()


def test_the_list_is_brought_from_zalo(office: Office, desk: Desk):
    client = office.client(Role.OFFICER)
    assert "Chưa thấy nhóm nào" in client.get(LIST).text
    page = client.send(f"{LIST}/cap-nhat", follow_redirects=True).text
    assert "Đã cập nhật danh sách nhóm" in page
    assert "Chi hội 3" in page
    assert "2 nhóm, 140 lượt thành viên" in page
    assert "1 nhóm không gửi được" in page
    assert page.count("group-trouble") == 1
    assert desk.acts() == ["groups_refreshed"]
    form = client.get("/console/tin/moi").text
    assert "Chi hội 3 (86 người)" in form


def test_zalo_that_refuses_is_told(office: Office, desk: Desk, groups: Groups):
    groups.refusal = -224  # the package does not have groups
    page = office.client(Role.OFFICER).send(f"{LIST}/cap-nhat", follow_redirects=True).text
    assert "alert-danger" in page
    assert "Đã cập nhật" not in page


def test_today_tells_what_waits_for_whom(office: Office):
    busy(office)
    told = {role: office.client(role).get("/console/hom-nay").text for role in Role}
    for words in ("1 tin chờ duyệt", "1 tin đã duyệt, chờ hẹn giờ", "1 tin nháp chờ soát"):
        assert words in told[Role.APPROVER]
        assert words not in told[Role.OFFICER]
        assert words not in told[Role.VIEWER]
    assert "T6: Lịch tiêm phòng" in told[Role.OFFICER]
    assert "tự dừng" in told[Role.OFFICER]
    assert "T6" not in told[Role.VIEWER]


def test_a_series_at_its_end_is_told(office: Office):
    sender = Sender(office)
    series = sender.weekly("Mẹo thứ hai")
    sender.series.advance(series, "2020-01-06", [], shipped_tips()[-1].id)
    sender.series.move(series.id, SeriesState.APPROVED, "approved", "x@hoi.vn", alone=False)
    page = office.client(Role.OFFICER).get("/console/hom-nay").text
    assert "Loạt tin L1: Mẹo thứ hai" in page
    assert "sắp hết mẹo" in page


def test_a_series_to_approve_waits_for_who_may(office: Office):
    Sender(office).weekly("Mẹo thứ hai")
    words = "Loạt tin L1 chờ duyệt: Mẹo thứ hai"
    assert words in office.client(Role.APPROVER).get("/console/hom-nay").text
    assert words not in office.client(Role.OFFICER).get("/console/hom-nay").text


def test_statistics_and_report_tell_what_was_sent(office: Office):
    client = office.client(Role.VIEWER)
    assert "chưa gửi tin nào" in client.get("/console/thong-ke").text
    sender = busy(office)
    month = f"{sender.ten:%Y-%m}"
    shown = client.get("/console/thong-ke?ky=12-thang").text.split("Tin đã gửi</h2>")[1]
    assert "<strong>3</strong> tin đã gửi" in shown
    assert "Đến Zalo" in shown
    report = client.get(f"/console/bao-cao-thang?thang={month}").text
    assert "3 tin, 15 lượt đến Zalo" in report
    data = client.get(f"/console/bao-cao-thang/bang-tinh?thang={month}").data
    rows = [*load_workbook(io.BytesIO(data))["Tin đã gửi"].values]
    assert ("Tin đã gửi", "3") in rows
