"""Which FAQs rest on a document of the law: what has to be looked at when it changes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

from sqlalchemy import String, cast, or_, select

from bot.store.database import Database
from bot.store.faq_models import FaqRow, FaqState, FaqVersionRow
from knowledge.documents import Citation
from knowledge.upkeep.impact import Use

KIND = "faq"


def faqs_on(database: Database, oa_id: str, number: str) -> Callable[[], Iterable[Use]]:
    """A provider for ``knowledge.upkeep.impact``: the FAQs of the account, or of all, whose newest
    or published version cites the document; also drafts, none that was taken out of use.

    It raises ``StateUnavailable`` when the database is away.
    """

    def uses() -> Iterable[Use]:
        shown = or_(
            FaqVersionRow.version == FaqRow.version,
            FaqVersionRow.version == FaqRow.published_version,
        )
        written = cast(FaqVersionRow.citations, String)
        chosen = (
            select(FaqRow.id, FaqVersionRow.question, FaqVersionRow.citations)
            .join(FaqVersionRow, FaqVersionRow.faq_id == FaqRow.id)
            .where(or_(FaqRow.oa_id == oa_id, FaqRow.oa_id.is_(None)))
            .where(FaqRow.state != FaqState.UNPUBLISHED, shown)
            .where(written.contains(json.dumps(number), autoescape=True))
            .order_by(FaqRow.id, FaqVersionRow.version.desc())
        )
        with database.reading() as session:
            rows = session.execute(chosen).all()
        for faq_id, question, citations in rows:
            for place in citations:
                yield Use(KIND, f"F{faq_id}", question, "", Citation(*place))

    return uses
