"""How pages show things: times on Vietnam's clock, numbers with points, ways through the pages."""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from importlib import resources
from urllib.parse import urlencode

from flask import Flask, current_app, request
from markupsafe import Markup
from werkzeug.exceptions import HTTPException

from bot.console import session
from bot.store.models import Role
from knowledge.day import VIETNAM

ROLE_NAMES = {
    Role.ADMIN: "Quản trị",
    Role.EDITOR: "Biên tập",
    Role.APPROVER: "Người duyệt",
    Role.OFFICER: "Cán bộ",
    Role.VIEWER: "Người xem",
}
_SYMBOL = re.compile(
    r'<symbol[^>]*viewBox="(?P<viewed>[\d ]+)"[^>]*id="(?P<name>[\w-]+)"[^>]*>'
    r"(?P<inside>.*?)</symbol>",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A page that the navigation leads to; ``icon`` is one of Bootstrap's. ``in_bar``: on a
    telephone it is in the bar at the bottom, the others are behind "Thêm".
    """

    path: str
    label: str
    icon: str
    in_bar: bool = False


PLACES = (
    Place("/hom-nay", "Hôm nay", "house-door", in_bar=True),
    Place("/hoi-thoai", "Hội thoại", "chat-dots", in_bar=True),
    Place("/chua-tra-loi", "Chưa trả lời", "question-circle", in_bar=True),
    Place("/faq", "Hỏi đáp", "journal-check", in_bar=True),
    Place("/tin", "Tin", "megaphone"),
    Place("/vu-viec", "Vụ việc", "shield-exclamation"),
    Place("/yeu-cau-du-lieu", "Yêu cầu về dữ liệu", "person-lock"),
    Place("/hoi-thu", "Hỏi thử", "phone"),
    Place("/kho-luat", "Kho luật", "book"),
    Place("/thong-ke", "Thống kê", "bar-chart"),
    Place("/bao-cao-thang", "Báo cáo tháng", "file-earmark-text"),
    Place("/quan-tri", "Quản trị", "sliders"),
    Place("/tai-khoan", "Tài khoản của tôi", "person-circle"),
)


def when(at: datetime | None) -> str:
    """A time on Vietnam's clock: "14:05 · 22/11/2026"; nothing for None."""
    return f"{at.astimezone(VIETNAM):%H:%M · %d/%m/%Y}" if at else ""


def day(at: date | datetime | None) -> str:
    """A day: "22/11/2026", of a time the day in Vietnam; nothing for None."""
    local = at.astimezone(VIETNAM) if isinstance(at, datetime) else at
    return f"{local:%d/%m/%Y}" if local else ""


def number(value: float | None) -> str:
    """A number as it is written here: 12.345 and 0,5; nothing for None."""
    if value is None:
        return ""
    written = f"{value:,}" if isinstance(value, int) else f"{value:,.1f}"
    return written.translate(str.maketrans(",.", ".,"))


@cache
def icon(name: str) -> Markup:
    """One of Bootstrap's icons as a picture in the page; it says nothing to a screen reader."""
    viewed, inside = _icons()[name]
    return Markup(  # noqa: S704
        f'<svg class="icon" viewBox="{viewed}" width="20" height="20" fill="currentColor" '
        f'aria-hidden="true" focusable="false">{inside}</svg>'
    )


@cache
def _icons() -> dict[str, tuple[str, str]]:
    """All of them: the file is a megabyte, which no telephone should load for a dozen icons."""
    file = resources.files("flask_bootstrap") / "static/bootstrap5/icons/bootstrap-icons.svg"
    found = _SYMBOL.finditer(file.read_text(encoding="utf-8"))
    return {each["name"]: (each["viewed"], each["inside"].strip()) for each in found}


def places() -> list[Place]:
    """The pages that are there and that the signed-in officer may open."""
    adapter = current_app.url_map.bind("")
    found = []
    for place in PLACES:
        try:
            endpoint = adapter.match(place.path)[0]
        except HTTPException:  # this page is not there (yet), or only with a slash at its end
            continue
        if session.reachable(endpoint):
            found.append(place)
    return found


def here(place: Place) -> bool:
    """Whether the page that is shown belongs to this place."""
    return request.path == place.path or request.path.startswith(f"{place.path}/")


def among_more() -> bool:
    """Whether the page that is shown is one of those behind "Thêm"."""
    return any(here(place) for place in PLACES if not place.in_bar)


def plain(value: object) -> object:
    """A value as it stands in a field of a form: 4 rather than 4.0, 0,5, and 07:30."""
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return f"{value:g}".replace(".", ",") if isinstance(value, float) else value


def query_with(name: str, value: object) -> str:
    """This request's query with one value changed: "?sau=25&loc=moi"."""
    kept = {**request.args.to_dict(), name: str(value)}
    return f"?{urlencode(kept)}"


def query_without(name: str) -> str:
    """This request's query without one value; '' where nothing is left."""
    kept = {each: value for each, value in request.args.items() if each != name}
    return f"?{urlencode(kept)}" if kept else ""


def prepare(app: Flask) -> None:
    """Make all of this known to the templates."""
    app.jinja_env.filters.update(
        when=when, day=day, number=number, combined=operator.or_, plain=plain
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        may=session.may,
        places=places,
        here=here,
        among_more=among_more,
        query_with=query_with,
        query_without=query_without,
        signed_in=session.signed_in,
        must_enrol=session.must_enrol,
        current_officer=session.current_officer,
        current_account=session.current_account,
        own_accounts=session.own_accounts,
        icon=icon,
        role_name=ROLE_NAMES.__getitem__,
    )
