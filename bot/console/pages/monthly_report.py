"""Báo cáo tháng: one page to read, to print, and to keep as a sheet or a Word file."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from bot.console.access import Permission, needs
from bot.console.audit import audited
from bot.console.broadcast_figures import SentReader
from bot.console.monthly import MonthlyReport, MonthlyReports, months_until
from bot.console.pages.statistics import download
from bot.console.parts import ConsoleParts
from bot.console.report_word import WORD, word_file
from bot.console.session import current_account, current_oa
from bot.console.spreadsheet import XLSX, workbook
from bot.exchanges.periods import read_month
from bot.exchanges.statistics import StatisticsReader
from bot.store.activity import ActivityCounts
from bot.store.exchanges import ExchangeRepository
from bot.store.unanswered import UnansweredQuestions
from knowledge.day import today


def make_blueprint(parts: ConsoleParts) -> Blueprint:
    """The page."""
    page = Blueprint("monthly_report", __name__)
    exchanges = ExchangeRepository(parts.database, parts.secret_key)
    activity = ActivityCounts(parts.database)
    questions = UnansweredQuestions(parts.database, parts.secret_key)
    reader, sent = StatisticsReader(exchanges, activity), SentReader(parts.database)
    reports = MonthlyReports(reader, activity, questions, sent)

    def wanted() -> MonthlyReport:
        account = current_account()
        month = read_month(request.args.get("thang", ""), today(parts.now()))
        return reports.of(account.oa_id, account.name, month, parts.library(account.oa_id))

    @page.get("/bao-cao-thang")
    @needs(Permission.SEE)
    def show() -> ResponseReturnValue:
        return render_template(
            "console/monthly_report.html",
            report=wanted(),
            months=months_until(today(parts.now())),
            made_on=today(parts.now()),
        )

    @page.get("/bao-cao-thang/bang-tinh")
    @needs(Permission.SEE)
    def sheet() -> ResponseReturnValue:
        report = wanted()
        audited("report_exported", f"{current_oa()} {report.key} xlsx")
        return download(workbook(report.sheets()), XLSX, f"bao-cao-thang-{report.key}.xlsx")

    @page.get("/bao-cao-thang/van-ban")
    @needs(Permission.SEE)
    def word() -> ResponseReturnValue:
        report = wanted()
        audited("report_exported", f"{current_oa()} {report.key} docx")
        return download(word_file(report), WORD, f"bao-cao-thang-{report.key}.docx")

    return page
