"""What scenario tests and benchmarks start the product with."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine

from bot.broadcast.article_life_cycle import fits
from bot.staff.account_settings import AccountSettings
from tests.product import by_day


@pytest.mark.parametrize("hour", range(24))
def test_by_day_broadcasts_go_out_at_any_hour(tmp_path: Path, hour: int) -> None:
    now = datetime(2026, 11, 22, hour, 59, tzinfo=UTC)
    with time_machine.travel(now, tick=False):
        zones = by_day(tmp_path)["PYTHONTZPATH"].split(os.pathsep)
    with (Path(zones[0]) / "Asia" / "Ho_Chi_Minh").open("rb") as file:
        there = now.astimezone(ZoneInfo.from_file(file))
    assert there.hour in (10, 11)
    assert fits(AccountSettings(), there.replace(tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")))
