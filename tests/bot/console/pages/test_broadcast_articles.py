"""Bài viết: Zalo's own broadcast, from the form to its hour; what became of it is an officer's word
where nobody knows.
"""

from __future__ import annotations

import html
import io
import re
from datetime import timedelta

import pytest
from PIL import Image
from werkzeug.test import TestResponse

from bot.console.pages.broadcasts import A_PAGE
from bot.settings import Settings
from bot.store.article_models import ArticleState
from bot.store.article_records import ArticleContent, Filters
from bot.store.articles import ArticleRepository
from bot.store.media import FitFile, MediaRepository
from bot.store.media_models import MediaKind
from bot.store.models import Role
from bot.store.times import utc_now
from knowledge.day import VIETNAM
from tests.bot.console.desk import Desk
from tests.bot.console.office import Office, Visitor
from tests.bot.console.pages.test_broadcast_writing import png
from tests.handlers.library import KITCHEN

LIST = "/console/tin/bai"
FORM = {
    "title": "Tắt bếp khi đi vắng", "description": "Một việc nhỏ giữ nhà an toàn.",
    "text": "Đi vắng nhớ tắt lửa.\n\nNhắc cả nhà cùng nhớ.", "cover": "card:square",
    "place": f"{KITCHEN}|2|2|", "gender": "2", "ages": ["2", "3"],
}  # fmt: skip
_SEEN = re.compile(r'name="seen"[^>]* value="(\w+)"')


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


def test_older_articles_are_on_the_next_page(office: Office, articles: ArticleRepository):
    for n in range(A_PAGE + 3):
        content = ArticleContent(f"Bài số {n}.", "Giới thiệu.", "Đoạn.")
        articles.add(office.oa_id, content, Filters(everyone=True), "lan@hoi.vn", None)
    client, read = office.client(Role.VIEWER), []
    address = LIST
    while address:
        page = client.get(address).text
        read += [int(n) for n in re.findall(r"Bài số (\d+)\.", page)]
        following = re.search(r'href="([^"]+)" rel="next"', page)
        address = html.unescape(following[1]) if following else ""
    assert read == [*range(A_PAGE + 2, -1, -1)]
    assert "Về đầu danh sách" in page
    assert client.get(f"{LIST}?sau=x{'9' * 30}").status_code == 200


def test_an_empty_line_of_a_browser_parts_paragraphs(office: Office, articles: ArticleRepository):
    crlf = FORM | {"text": "Đi vắng nhớ tắt lửa.\r\n\r\nNhắc cả nhà\r\ncùng nhớ."}
    office.client(Role.OFFICER).send(f"{LIST}/moi", crlf)
    paragraphs = ("Đi vắng nhớ tắt lửa.", "Nhắc cả nhà\ncùng nhớ.")
    assert articles.get(1).content.paragraphs == paragraphs


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
    shown = _SEEN.search(office.client(Role.OFFICER).get(f"{LIST}/1/sua").text)
    assert shown
    every = nobody | {"everyone": "y", "seen": shown[1]}
    office.client(Role.OFFICER).send(f"{LIST}/1/sua", every)
    assert articles.get(1).filters == Filters(everyone=True)
    acts(office, Role.EDITOR, "soat")
    assert articles.get(1).state is ArticleState.CHECKED
    again = office.client(Role.OFFICER).send(f"{LIST}/1/sua", every | {"text": "Lời viết muộn."})
    assert "Lời viết muộn." in again.text  # what she wrote is not lost
    assert "vừa được người khác sửa" in again.text
    assert again.status_code == 409  # she has the version before her that she changed


def test_a_change_that_names_no_version_is_refused_and_gets_none(
    office: Office, articles: ArticleRepository
):
    client = office.client(Role.OFFICER)
    client.send(f"{LIST}/moi", FORM)
    for _ in range(2):
        page = client.send(f"{LIST}/1/sua", FORM | {"text": "Lời viết mò."})
        assert page.status_code == 409
        assert not _SEEN.search(page.text)  # else her next push would write over what she never saw
    assert articles.get(1).content.text == FORM["text"]


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


def own(**more: object) -> dict[str, object]:
    """The form with a picture of her own as the cover."""
    return FORM | {"cover": "own", "file": (png(), "bia.png")} | more


def sends(client: Visitor, address: str, form: dict[str, object]) -> TestResponse:
    return client.send(f"{LIST}/{address}", form, content_type="multipart/form-data")


def test_the_cover_stands_beside_what_is_approved(office: Office, articles: ArticleRepository):
    office.client(Role.OFFICER).send(f"{LIST}/moi", FORM)
    viewer = office.client(Role.VIEWER)
    for address in (f"{LIST}/1", f"{LIST}/1/hen-gio"):
        client = viewer if address == f"{LIST}/1" else office.client(Role.APPROVER)
        assert f'src="{LIST}/1/bia"' in client.get(address).text
    cover = viewer.get(f"{LIST}/1/bia")
    assert cover.mimetype == "image/png"
    assert Image.open(io.BytesIO(cover.data)).width == Image.open(io.BytesIO(cover.data)).height
    assert viewer.get(f"{LIST}/2/bia").status_code == 404


def test_a_cover_that_cannot_be_shown_is_told(office: Office, articles: ArticleRepository):
    office.client(Role.OFFICER).send(f"{LIST}/moi", FORM | {"title": "Rất dài " * 15})
    page = office.client(Role.VIEWER).get(f"{LIST}/1").text
    assert "/bia" not in page
    assert "Chị rút tên" in page
    assert office.client(Role.VIEWER).get(f"{LIST}/1/bia").status_code == 404


def test_her_own_cover_is_kept_also_while_something_else_is_wrong(
    office: Office, articles: ArticleRepository
):
    client = office.client(Role.OFFICER)
    page = sends(client, "moi", own(title=""))
    assert page.status_code == 422
    kept = re.search(r'name="kept"[^>]*value="([^"]+)"', page.text)
    assert kept
    client.send(f"{LIST}/moi", FORM | {"cover": "own", "kept": kept[1]})
    assert articles.get(1).content.cover == kept[1]
    shown = Image.open(io.BytesIO(client.get(f"{LIST}/1/bia").data))
    assert shown.size == (40, 30)
    again = client.get(f"{LIST}/1/sua").text
    assert "Đang giữ một tệp" in again
    client.send(f"{LIST}/1/sua", FORM | {"cover": "own", "kept": kept[1], "seen": version(client)})
    assert articles.get(1).content.cover == kept[1]
    assert "Đã soát" in acts(office, Role.EDITOR, "soat")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"file": (io.BytesIO(b"%PDF-1.4 %%EOF"), "bia.pdf")}, "Ảnh bìa cần là ảnh JPG hoặc PNG"),
        ({"file": (io.BytesIO(b"MZ"), "bia.png")}, "không phải ảnh"),
        ({"file": (io.BytesIO(b""), "")}, "Chị chọn ảnh"),
        ({"file": (io.BytesIO(b""), ""), "kept": "file:77"}, "Chị chọn ảnh"),
    ],
)
def test_what_cannot_be_a_cover_is_told(
    office: Office, articles: ArticleRepository, change: dict[str, object], told: str
):
    answer = sends(office.client(Role.OFFICER), "moi", own(**change))
    assert answer.status_code == 422
    assert told in answer.text
    assert articles.page() == []


@pytest.mark.parametrize("kind", [MediaKind.LOGO, MediaKind.FILE])
def test_a_logo_or_document_is_no_cover(
    office: Office, articles: ArticleRepository, kind: MediaKind
):
    file = FitFile(kind, "x.png", "image/png", png().getvalue())
    kept = MediaRepository(office.database).add(office.oa_id, file, "lan@hoi.vn")
    answer = sends(office.client(Role.OFFICER), "moi", FORM | {"cover": "own", "kept": kept.ref})
    assert answer.status_code == 422
    assert articles.page() == []


@pytest.mark.parametrize("address", ["moi", "xem-truoc"])
def test_it_is_seen_before_it_is_kept(office: Office, articles: ArticleRepository, address: str):
    page = sends(office.client(Role.OFFICER), address, own(preview="1")).text
    shown = page.split('id="draft-preview"')[1]
    assert 'src="data:image/jpeg' in shown
    for words in ("Một việc nhỏ giữ nhà an toàn.", "Nhắc cả nhà cùng nhớ.", "khoản 2 Điều 2"):
        assert words in shown
    assert articles.page() == []


@pytest.mark.parametrize("change", [{"title": ""}, {"description": "x" * 251}, {"text": ""}])
def test_what_is_missing_is_told(
    office: Office, articles: ArticleRepository, change: dict[str, str]
):
    assert office.client(Role.OFFICER).send(f"{LIST}/moi", FORM | change).status_code == 422
    assert articles.page() == []
