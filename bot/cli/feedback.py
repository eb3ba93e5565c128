"""``python -m bot feedback``: what people think of answers, counted by card."""

from __future__ import annotations

import json
from datetime import datetime

import click

from bot.opinions import Tally, tallies
from bot.settings import load_settings
from bot.store import open_store
from bot.store.feedback import FeedbackRepository
from handlers.feedback import REASONS
from knowledge.day import VIETNAM


@click.command()
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Từ ngày này (NĂM-THÁNG-NGÀY), giờ Việt Nam.",
)
@click.option("--json", "as_json", is_flag=True, help="In mỗi dòng một đối tượng JSON.")
def feedback(since: datetime | None, as_json: bool) -> None:
    """Đếm ý kiến về câu trả lời theo từng thẻ, thẻ bị chê nhiều nhất trước."""
    records = FeedbackRepository(open_store(load_settings().database_url))
    begin = since.replace(tzinfo=VIETNAM) if since else None
    for tally in tallies(records.since(begin)):
        click.echo(json.dumps(_row(tally), ensure_ascii=False) if as_json else _line(tally))


def _row(tally: Tally) -> dict[str, object]:
    reasons = dict(tally.reasons)
    return {
        "about": tally.about,
        "useful": tally.useful,
        "useless": tally.useless,
        "reasons": reasons,
    }


def _line(tally: Tally) -> str:
    reasons = ", ".join(f"{REASONS[name]} {count}" for name, count in tally.reasons.most_common())
    counts = f"có ích {tally.useful}  không {tally.useless}"
    return f"{tally.about}  {counts}" + (f"  ({reasons})" if reasons else "")
