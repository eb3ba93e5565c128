"""Thống kê: what was asked and what became of it, as charts, as tables and as a sheet."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from bot.console.access import Permission, needs
from bot.console.audit import audited
from bot.console.broadcast_figures import SentReader
from bot.console.figures import MOST_TOPICS, OUTCOMES, Figures
from bot.console.parts import ConsoleParts
from bot.console.session import current_oa
from bot.console.spreadsheet import XLSX, Sheet, workbook
from bot.exchanges.periods import CHOSEN, NamedPeriod, asked_for, offered, span_of
from bot.exchanges.statistics import StatisticsReader
from bot.store.activity import ActivityCounts
from bot.store.exchanges import ExchangeRepository
from knowledge.day import today


def make_blueprint(parts: ConsoleParts) -> Blueprint:
    """The page."""
    page = Blueprint("statistics", __name__)
    exchanges = ExchangeRepository(parts.database, parts.secret_key)
    reader = StatisticsReader(exchanges, ActivityCounts(parts.database))
    sent = SentReader(parts.database)

    def wanted() -> NamedPeriod:
        kind, first, last = (request.args.get(name, "") for name in ("ky", "tu", "den"))
        return asked_for(kind, first, last, today(parts.now()))

    def figures(period: NamedPeriod) -> Figures:
        return Figures(reader.of(current_oa(), period.days), parts.library(current_oa()))

    @page.get("/thong-ke")
    @needs(Permission.SEE)
    def show() -> ResponseReturnValue:
        period = wanted()
        return render_template(
            "console/statistics.html",
            figures=figures(period),
            period=period,
            offered=offered(today(parts.now())),
            chosen=period.key == CHOSEN,
            outcomes=list(OUTCOMES.values()),
            most_topics=MOST_TOPICS,
            sent=sent.of(current_oa(), span_of(period.days)),
        )

    @page.get("/thong-ke/bang-tinh")
    @needs(Permission.SEE)
    def sheet() -> ResponseReturnValue:
        period = wanted()
        rows = sent.of(current_oa(), span_of(period.days)).rows
        data = workbook([*figures(period).sheets(), Sheet("Tin đã gửi", ["Mục", "Số"], rows)])
        audited("statistics_exported", f"{current_oa()} {period.days.first} {period.days.last}")
        name = f"thong-ke-{period.days.first}-{period.days.last}.xlsx"
        return download(data, XLSX, name)

    return page


def download(data: bytes, kind: str, name: str) -> Response:
    """A file for the officer to keep."""
    response = Response(data, mimetype=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
