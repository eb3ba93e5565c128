"""A document is brought, looked over, confirmed, built into the library, and taken out again."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from bot.console.site import PATH
from bot.law.building import builder_of
from bot.law.pointer import library_in_use
from bot.store.audit import AuditRepository
from bot.store.models import Role
from knowledge.search import Library
from tests.bot.console.office import Office, Visitor
from tests.bot.law.texts import PLAN, WITHOUT_NUMBER

PAGE = f"{PATH}/kho-luat/dua-vao"


@pytest.fixture
def editor(office: Office, shipped_library: Path) -> Visitor:
    office.parts.settings.library.symlink_to(shipped_library)
    return office.client(Role.EDITOR)


def upload(visitor: Visitor, text: str | bytes, name: str = "ke-hoach.txt"):
    data = text.encode() if isinstance(text, str) else text
    return visitor.send(PAGE, {"file": (io.BytesIO(data), name)})


def draft_of(answer) -> str:
    return re.search(r"/xem/([0-9a-f]{32})", answer.location)[1]


def test_from_the_file_to_the_library_and_out_again(office: Office, editor: Visitor):
    code = draft_of(upload(editor, PLAN))
    page = editor.get(f"{PAGE}/xem/{code}").text
    assert "12/KH-UBND" in page
    assert "Mục II" in page
    assert "Đúng, đưa vào kho" in page
    assert editor.send(f"{PAGE}/xem/{code}/dua-vao").status_code == 302
    page = editor.get(PAGE).text
    assert "Chờ dựng kho" in page

    builder = builder_of(office.parts.settings, office.database)
    assert builder.build()
    settings = office.parts.settings
    library = Library.open(library_in_use(settings.library, settings.var_dir))
    assert library.articles_of("12/KH-UBND")
    assert "Kho đang dùng là bản mới nhất" in editor.get(PAGE).text

    number = re.search(r"/dua-vao/(\d+)", editor.get(PAGE).text)[1]
    assert "Rút khỏi kho" in editor.get(f"{PAGE}/{number}").text
    editor.send(f"{PAGE}/{number}/rut", {"why": " "})
    assert builder.current(builder.target())
    editor.send(f"{PAGE}/{number}/rut", {"why": "nhầm tệp"})
    assert builder.build()
    assert library_in_use(settings.library, settings.var_dir) == settings.library
    assert "nhầm tệp" in editor.get(f"{PAGE}/{number}").text
    editor.send(f"{PAGE}/{number}/dung-lai")
    assert not builder.current(builder.target())
    acts = [entry.action for entry in AuditRepository(office.database).latest()]
    assert acts[:4] == ["law_bring_back", "law_withdraw", "law_import", "law_draft"]


def test_what_is_missing_is_asked_for_and_can_be_stated(editor: Visitor):
    code = draft_of(upload(editor, WITHOUT_NUMBER))
    page = editor.get(f"{PAGE}/xem/{code}").text
    assert "Phải sửa trước khi đưa vào (1)" in page
    assert "Đúng, đưa vào kho" not in page
    editor.send(f"{PAGE}/xem/{code}/dua-vao")
    assert "Chưa có văn bản nào" in editor.get(PAGE).text
    wrong = editor.send(f"{PAGE}/xem/{code}", {"number": "mười hai"})
    assert wrong.status_code == 422
    assert "Số ký hiệu viết như 12/KH-UBND." in wrong.text
    editor.send(f"{PAGE}/xem/{code}", {"number": "12/KH-UBND", "issued": "2026-03-05"})
    assert "Đúng, đưa vào kho" in editor.get(f"{PAGE}/xem/{code}").text


def test_a_second_file_of_the_same_number_is_its_next_version(office: Office, editor: Visitor):
    for text in (PLAN, PLAN.replace("thứ ba", "thứ năm")):
        code = draft_of(upload(editor, text))
        page = editor.get(f"{PAGE}/xem/{code}").text
        editor.send(f"{PAGE}/xem/{code}/dua-vao")
    assert "thành bản 2" in page
    [in_use] = builder_of(office.parts.settings, office.database).target().documents
    assert in_use.version == 2


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "", "Chị chọn một tệp đã nhé."),
        (b"\x89PNG\r\n\x1a\n", "anh.docx", "Đây là tệp ảnh"),
        (b"   ", "trong.txt", "không có chữ"),
    ],
)
def test_what_is_no_document_is_refused_with_a_sentence(editor: Visitor, data, name, said):
    answer = upload(editor, data, name)
    assert answer.status_code == 422
    assert said in answer.text
    assert "Đang xem dở" not in editor.get(PAGE).text


def test_a_draft_can_be_thrown_away_and_is_nobody_elses(office: Office, editor: Visitor):
    code = draft_of(upload(editor, PLAN))
    assert "ke-hoach.txt" in editor.get(PAGE).text
    assert office.client(Role.OFFICER).get(f"{PAGE}/xem/{code}").status_code == 403
    editor.send(f"{PAGE}/xem/{code}/bo")
    assert editor.get(f"{PAGE}/xem/{code}").status_code == 404


def test_a_build_that_failed_is_told_and_can_be_tried_again(office: Office, editor: Visitor):
    code = draft_of(upload(editor, PLAN))
    editor.send(f"{PAGE}/xem/{code}/dua-vao")
    builder = builder_of(office.parts.settings, office.database)
    for file in (office.parts.settings.var_dir / "law" / "kept" / code).glob("*.txt"):
        file.unlink()
    assert not builder.build()
    page = editor.get(f"{PAGE}/tien-do").text
    assert "Chưa dựng được kho mới" in page
    assert "12/KH-UBND" in page
    editor.send(f"{PAGE}/thu-lai")
    assert "Chờ dựng kho" in editor.get(f"{PAGE}/tien-do").text
