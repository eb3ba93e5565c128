"""Bài viết: Zalo's own broadcast, from the form to its hour; what became of it is an officer's word
where nobody knows.
"""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bot.settings import Settings
from bot.store.article_models import ArticleState
from bot.store.article_records import Filters
from bot.store.articles import ArticleRepository
from bot.store.models import Role
from bot.store.times import utc_now
from knowledge.day import VIETNAM
from tests.bot.console.desk import Desk
from tests.bot.console.office import Office, Visitor
from tests.handlers.library import KITCHEN

LIST = "/console/tin/bai"
FORM = {
    "title": "Tắt bếp khi đi vắng", "description": "Một việc nhỏ giữ nhà an toàn.",
    "text": "Đi vắng nhớ tắt lửa.\n\nNhắc cả nhà cùng nhớ.", "cover": "card:square",
    "place": f"{KITCHEN}|2|2|", "gender": "2", "ages": ["2", "3"],
}  # fmt: skip
_SEEN = re.compile(r'name="seen" value="(\w+)"')


@pytest.fixture
def console_settings(console_settings: Settings) -> Settings:
    """With an address from where Zalo fetches covers."""
    return console_settings.model_copy(update={"public_url": "https://hoi.example"})


@pytest.fixture
def articles(office: Office, desk: Desk) -> ArticleRepository:
    return ArticleRepository(office.database)


def acts(office: Office, role: Role, *names: str) -> str:
    """Push these buttons as the page offers them; the page that is shown then."""
    text, client = "", office.client(role)
    for name in names:
        seen = version(client)
        text = client.send(f"{LIST}/1/{name}", {"seen": seen}, follow_redirects=True).text
    return text


def version(client: Visitor) -> str:
    """What the article's page or form says that it shows; '' where it says nothing."""
    found = _SEEN.search(client.get(f"{LIST}/1").text)
    return found[1] if found else ""


def test_written_by_one_approved_by_another_and_scheduled(
    office: Office, articles: ArticleRepository
):
    assert office.client(Role.OFFICER).send(f"{LIST}/moi", FORM).status_code == 302
    made = articles.get(1)
    assert made.filters == Filters(gender="2", ages=("2", "3"))
    assert made.content.citation is not None
    page = acts(office, Role.EDITOR, "soat")
    for words in ("Nhắc cả nhà cùng nhớ.", "khoản 2 Điều 2 Luật Bếp núc", "không lấy lại được"):
        assert words in page
    acts(office, Role.APPROVER, "duyet")
    day = utc_now().astimezone(VIETNAM) + timedelta(days=1)
    times = {"day": f"{day:%Y-%m-%d}", "at": "09:00"}
    late = office.client(Role.APPROVER).send(f"{LIST}/1/hen-gio", times | {"at": "23:30"})
    assert late.status_code == 422
    assert articles.get(1).state is ArticleState.APPROVED
    office.client(Role.APPROVER).send(f"{LIST}/1/hen-gio", times)
    assert articles.get(1).state is ArticleState.SCHEDULED
    assert FORM["title"] in office.client(Role.VIEWER).get(LIST).text
    assert "đã hủy" in acts(office, Role.OFFICER, "huy")


def test_who_wrote_it_does_not_approve_it(office: Office, articles: ArticleRepository):
    office.client(Role.APPROVER).send(f"{LIST}/moi", FORM)
    page = acts(office, Role.APPROVER, "soat", "duyet")
    assert "cần một người khác duyệt" in page
    assert articles.get(1).state is ArticleState.CHECKED


@pytest.mark.parametrize("shown_before", [True, False])
def test_what_was_changed_meanwhile_is_not_approved(
    office: Office, articles: ArticleRepository, shown_before: bool
):
    office.client(Role.OFFICER).send(f"{LIST}/moi", FORM)
    acts(office, Role.EDITOR, "soat")
    approver = office.client(Role.APPROVER)
    before = version(approver)
    with articles.changing(1, "lan@hoi.vn") as opened:
        opened.row.title = "Tắt bếp trước khi đi"
    sent = {"seen": before} if shown_before else {}
    told = approver.send(f"{LIST}/1/duyet", sent, follow_redirects=True).text
    assert "vừa được người khác sửa" in told
    assert articles.get(1).state is ArticleState.CHECKED
    acts(office, Role.APPROVER, "duyet")
    assert articles.get(1).state is ArticleState.APPROVED


def test_for_everybody_only_where_somebody_says_so(office: Office, articles: ArticleRepository):
    nobody = {name: value for name, value in FORM.items() if name != "ages"} | {"gender": "0"}
    office.client(Role.OFFICER).send(f"{LIST}/moi", nobody)
    acts(office, Role.EDITOR, "soat")
    assert articles.get(1).state is ArticleState.DRAFT
    page = office.client(Role.OFFICER).get(f"{LIST}/1/sua").text
    seen = page.split('name="seen" value="')[1].split('"')[0]
    every = nobody | {"everyone": "y", "seen": seen}
    office.client(Role.OFFICER).send(f"{LIST}/1/sua", every)
    assert articles.get(1).filters == Filters(everyone=True)
    acts(office, Role.EDITOR, "soat")
    assert articles.get(1).state is ArticleState.CHECKED
    again = office.client(Role.OFFICER).send(f"{LIST}/1/sua", every)
    assert again.status_code == 409  # she has the version before her that she changed


@pytest.mark.parametrize(
    ("address", "then"), [("da-gui", ArticleState.SENT), ("chua-gui", ArticleState.APPROVED)]
)
def test_what_nobody_knows_an_officer_decides(
    office: Office, articles: ArticleRepository, address: str, then: ArticleState
):
    office.client(Role.OFFICER).send(f"{LIST}/moi", FORM)
    with articles.changing(1, "test") as opened:
        opened.row.state = ArticleState.UNKNOWN
    assert "không gửi bừa lần nữa" in office.client(Role.APPROVER).get(f"{LIST}/1").text
    assert "vai trò khác" in acts(office, Role.OFFICER, address)
    acts(office, Role.APPROVER, address)
    assert articles.get(1).state is then


@pytest.mark.parametrize("change", [{"title": ""}, {"description": "x" * 251}, {"text": ""}])
def test_what_is_missing_is_told(
    office: Office, articles: ArticleRepository, change: dict[str, str]
):
    assert office.client(Role.OFFICER).send(f"{LIST}/moi", FORM | change).status_code == 422
    assert articles.page() == []
