"""Thousands at once are taken without asking the database for each of them."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import event

from bot.faq.content import FaqContent
from bot.faq.files.rows import FaqRow
from bot.faq.intake import FaqIntake, Step
from bot.store.faq_models import FaqAct, FaqState
from tests.bot.faq.conftest import OA, Office


def rows(many: int, answer: str) -> list[FaqRow]:
    return [
        FaqRow(f"dòng {n}", n, FaqContent(f"Tổ dân phố số {n} họp ở đâu?", f"{answer} số {n}."))
        for n in range(1, many + 1)
    ]


def statements(office: Office, many: int) -> list[int]:
    """How many it took to look at so many, to take and publish them, and to renew them all."""
    intake, counts = FaqIntake(office.life, office.faqs, lambda oa_id: office.library), []
    seen: list[str] = []
    engine = office.database._engine
    event.listen(engine, "before_cursor_execute", lambda *told: seen.append(told[2]))
    for answer in ("Họp ở nhà văn hóa", "Họp ở đình làng"):
        for act in ("look", "take"):
            seen.clear()
            if act == "look":
                incoming = intake.beside(OA, rows(many, answer))
            else:
                intake.take(OA, incoming, office.lan, publish=True)
            counts.append(len(seen))
    return counts


def test_a_new_row_costs_two_statements_and_a_look_at_it_none(office: Office) -> None:
    office.allow_self_approval()
    few = statements(office, 4)
    many = statements(office, 40)
    look, take, look_again, renew = (more - few[n] for n, more in enumerate(many))
    assert max(look, look_again) <= 4
    assert max(take, renew) <= 2 * 36 + 4  # its number and that of its version come back one by one


def test_each_of_them_went_the_whole_way(office: Office) -> None:
    office.allow_self_approval()
    statements(office, 12)
    found = office.faqs.page(OA, limit=50)
    assert [faq.content.question for faq in found[::-1]] == [
        row.content.question for row in rows(12, "")
    ]
    assert {(faq.state, faq.version, faq.published_version) for faq in found} == {
        (FaqState.PUBLISHED, 2, 2)
    }
    whole = [FaqAct.CHECKED, FaqAct.APPROVED, FaqAct.PUBLISHED]
    for faq in found:
        acts = [each.act for each in office.life.history(faq.id)]
        assert acts == [FaqAct.DRAFTED, *whole, FaqAct.EDITED, *whole]
    release, live = office.faqs.live_versions()
    assert (release, live[OA]) == (2, {faq.id: 2 for faq in found})


def test_rows_that_say_nothing_new_beside_rows_that_do(office: Office) -> None:
    office.allow_self_approval()
    intake = FaqIntake(office.life, office.faqs, lambda oa_id: office.library)
    old = rows(3, "Họp ở nhà văn hóa")
    made = intake.take(OA, intake.beside(OA, old), office.lan, publish=True)
    changed = replace(old[1], content=replace(old[1].content, answer="Họp ở đình làng số 2."))
    incoming = intake.beside(OA, [old[0], changed, *rows(4, "Họp ở nhà văn hóa")[3:]])
    assert [row.step for row in incoming.rows] == [Step.SAME, Step.CHANGED, Step.NEW]
    taken = intake.take(OA, incoming, office.lan, publish=True)
    assert [each.faq.id for each in taken[:2]] == [each.faq.id for each in made[:2]]
    assert [each.faq.version for each in taken] == [1, 2, 1]
