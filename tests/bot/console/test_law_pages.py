"""Kho luật: what is there can be found, read with what changed, and held against its review day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from html import unescape
from urllib.parse import quote

import pytest

from bot.console.shelves import Shelves, sliced
from bot.console.site import PATH
from bot.faq.content import FaqContent
from bot.faq.life_cycle import FaqLifeCycle
from bot.store.models import Role
from knowledge.documents import Article, Citation, Document
from knowledge.ingest.batch import Batch
from knowledge.search import Library
from knowledge.snapshot import build
from tests.bot.console.office import OA, Office
from tests.handlers.library import batch as made_up_laws

PAGE = f"{PATH}/kho-luat"
LONG_AGO = datetime(2026, 1, 5, 3, 0, tzinfo=UTC)


@pytest.fixture
def reader(office: Office):
    return office.client(Role.VIEWER)


def library_of(office: Office) -> Library:
    return office.parts.library(OA)


def test_search_finds_by_number_by_name_by_place_and_by_words(office: Office, reader):
    law = next(iter(made_up_laws().documents.values()))
    for words in (law.number, law.name):
        assert f"/kho-luat/van-ban/{law.number}" in reader.get(f"{PAGE}?tim={quote(words)}").text
    article = library_of(office).articles_of(law.number)[0].rpartition("+")[2]
    page = reader.get(f"{PAGE}?tim={quote(f'điều {article} {law.number}')}").text
    assert "Đúng chỗ chị gõ" in page
    assert "Thẻ hỏi đáp" in reader.get(f"{PAGE}?tim=khai sinh cho con").text
    assert "Không thấy gì" in reader.get(f"{PAGE}?tim=zzzzqqq").text


def test_every_document_and_article_opens(office: Office, reader):
    library = library_of(office)
    law = next(iter(made_up_laws().documents.values()))
    page = reader.get(f"{PAGE}/van-ban/{law.number}").text
    for article_id in library.articles_of(law.number):
        assert f"/kho-luat/dieu/{article_id}" in page
        opened = reader.get(f"{PAGE}/dieu/{article_id}")
        assert opened.status_code == 200
        assert library.article(article_id).text.split("\n")[0][:40] in opened.text
    assert reader.get(f"{PAGE}/van-ban/0/0000/XX").status_code == 404
    assert reader.get(f"{PAGE}/dieu/0/0000/xx+1").status_code == 404


def test_documents_are_listed_by_status_a_page_at_a_time(office: Office, reader):
    everything = Shelves(library_of(office)).lines("", "", date(2026, 11, 22))
    seen, after = [], ""
    while True:
        page = unescape(reader.get(f"{PAGE}/van-ban?sau={quote(after, safe='')}").text)
        shown = [
            each.document.number
            for each in everything
            if f'van-ban/{quote(each.document.number, safe="/&")}"' in page
        ]
        assert shown
        seen += shown
        if 'rel="next"' not in page:
            break
        after = shown[-1]
    assert sorted(seen) == sorted(each.document.number for each in everything)
    assert "Hết hiệu lực" in reader.get(f"{PAGE}/van-ban?hieu-luc=expired").text


def test_cards_are_filtered_and_each_shows_its_law_and_its_days(office: Office, reader):
    cards = library_of(office).cards()
    chosen = next(card for card in cards if card.kind == "procedure" and card.citations)
    listed = reader.get(f"{PAGE}/the?loai=procedure&chu-de={quote(chosen.topic)}").text
    assert f"/kho-luat/the/{chosen.id}" in listed
    other = next(card for card in cards if card.kind == "directory")
    assert f'/kho-luat/the/{other.id}"' not in listed
    page = reader.get(f"{PAGE}/the/{chosen.id}").text
    assert f"{chosen.checked_on:%d/%m/%Y}" in page
    assert f"{chosen.review_day:%d/%m/%Y}" in page
    assert reader.get(f"{PAGE}/the/khong-co").status_code == 404


def test_what_is_due_by_its_date_is_listed_with_its_reason(office: Office):
    card = min(library_of(office).cards(), key=lambda card: card.review_day)
    found = Shelves(library_of(office)).due(card.review_day)
    assert card.id in {each.id for each in found}


def test_impact_lists_the_cards_that_rest_on_a_document(office: Office, reader):
    card = next(card for card in library_of(office).cards() if card.citations)
    page = reader.get(f"{PAGE}/anh-huong?so={quote(card.citations[0].document)}").text
    assert f"/kho-luat/the/{card.id}" in page
    assert "Không có mục nào" in reader.get(f"{PAGE}/anh-huong?so=1/1900/XX").text


def test_amendments_are_listed_and_found_by_either_side(reader):
    assert "Tên gọi, con số không còn đúng" in reader.get(f"{PAGE}/sua-doi").text
    assert "26/2023/QH15" in reader.get(f"{PAGE}/sua-doi?tim=26/2023").text
    assert "Sổ không có chỗ nào" in reader.get(f"{PAGE}/sua-doi?tim=1/1900").text


def test_amended_clauses_and_old_words_are_marked_in_the_text(tmp_path):
    """The register's own first row with old words, on a made-up text that still has them."""
    from knowledge.amendments import amendments

    row = next(
        each
        for each in amendments()
        if each.old_words and each.citation.clause and each.begun(date(2026, 11, 22))
    )
    text = f"1. Lời mở đầu.\n{row.citation.clause}. Ở đây có {row.old_words} như cũ."
    number, article = row.citation.document, row.citation.article
    batch = Batch(
        {number: Document(number, "Luật", "Luật thử")}, [Article(number, article, "Thử", text)]
    )
    build(tmp_path / "library", batch)
    library = Library.open(tmp_path / "library")
    found = library.article(Citation(number, article).article_id)
    reading = Shelves(library).reading(found, library.document(number), date(2026, 11, 22))
    old = [each.text for part in reading.paragraphs for each in part.stretches if each.old]
    assert row.old_words in old
    assert any(part.changes for part in reading.paragraphs)
    assert "".join(each.text for part in reading.paragraphs for each in part.stretches).replace(
        "\n", ""
    ) == text.replace("\n", "")


def test_a_page_of_a_list_begins_behind_its_key():
    keys = [str(number) for number in range(60)]
    first = sliced(keys, keys, "")
    second = sliced(keys, keys, first.next)
    third = sliced(keys, keys, second.next)
    assert [*first.rows, *second.rows, *third.rows] == keys
    assert (first.first, second.first, third.next) == (True, False, "")
    assert sliced(keys, keys, "unknown").first


def test_an_answer_of_the_ward_is_due_when_half_a_year_went_by(office: Office, reader):
    written = FaqLifeCycle(office.database, office.parts.library, clock=lambda: LONG_AGO)
    content = FaqContent("Chi hội sinh hoạt khi nào?", "Chi hội sinh hoạt tối thứ sáu đầu tháng.")
    faq = written.draft(OA, content, office.officers[Role.OFFICER])
    written.check(faq.id, office.officers[Role.EDITOR])
    written.approve(faq.id, office.officers[Role.APPROVER])
    page = f"{PAGE}/den-han"
    assert "Chi hội sinh hoạt" not in reader.get(page).text
    written.publish(faq.id, office.officers[Role.APPROVER])
    assert f'href="{PATH}/faq/{faq.id}"' in reader.get(page).text
