"""FAQs that rest on a document are found, whatever letters its number has."""

from __future__ import annotations

import pytest

from bot.faq.content import FaqContent
from bot.faq.life_cycle import FaqLifeCycle
from bot.store import AccountDraft, AdminRepository, OaRepository
from bot.store.faq_uses import faqs_on
from knowledge.documents import Citation
from knowledge.search import Library
from knowledge.upkeep.impact import impact
from tests.bot.store.conftest import SECRET_KEY
from tests.handlers.library import batch as made_up_laws

OA = "579745863508352884"


@pytest.fixture
def place() -> Citation:
    article = made_up_laws().articles[0]
    return Citation(article.document, article.number)


def test_drafts_and_what_is_published_are_found(database, shipped_library, place):
    OaRepository(database, SECRET_KEY).add(AccountDraft(OA, "Hội LHPN phường Thử", "s"))
    her = AdminRepository(database).add("lan@hoi.vn", "editor")
    library = Library.open(shipped_library)
    life = FaqLifeCycle(database, lambda oa_id: library)
    answer = "Chi hội sinh hoạt tối thứ sáu đầu tháng."
    life.draft(OA, FaqContent("Chi hội sinh hoạt khi nào?", answer, citations=(place,)), her)
    life.draft(OA, FaqContent("Tủ sách mở cửa lúc mấy giờ?", answer), her)
    [use] = impact(place.document, [faqs_on(database, OA, place.document)])
    assert (use.kind, use.id, use.citation) == ("faq", "F1", place)
    assert impact(place.document, [faqs_on(database, "other", place.document)]) == []
    assert impact("1/1900/NĐ-CP", [faqs_on(database, OA, "1/1900/NĐ-CP")]) == []
