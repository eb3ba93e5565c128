"""Drafts of FAQs from what officers answered in conversations."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.faq.content import FaqContent
from bot.store.database import Database
from bot.store.faq_models import FaqAct, FaqSource, FaqState
from bot.store.faq_records import Faq
from bot.store.faq_writing import OpenFaq, Stamp
from bot.store.faqs import FaqRepository
from bot.store.times import utc_now


class HandoverDrafts:
    """Begins the life of an FAQ; what follows is ``bot.faq.life_cycle``. Raises
    ``StateUnavailable`` when the database is away.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime] = utc_now) -> None:
        self._faqs = FaqRepository(database)
        self._clock = clock

    def save(self, oa_id: str, content: FaqContent, handover_id: int, admin_id: int) -> Faq:
        """What was asked and answered in a hand-over as a draft, however long it is. Words that
        nobody worked on since are taken over anew; what was worked on stays as it is.
        """
        with self._faqs.writing() as writing:
            stamp = Stamp(
                admin_id, writing.actor(admin_id), self._clock(), source=FaqSource.HANDOVER
            )
            known = writing.of_handover(handover_id)
            if known is None:
                made = writing.add(oa_id, content.tidy(), stamp, handover_id=handover_id)
                made.log(FaqAct.DRAFTED, stamp)
                return made.faq()
            if _raw(known) and known.content() != content.tidy():
                known.write(content.tidy(), stamp)
                known.log(FaqAct.EDITED, stamp)
            return known.faq()


def _raw(opened: OpenFaq) -> bool:
    """Whether nobody worked on what was taken over from a conversation."""
    newest = opened.version(opened.row.version)
    return opened.row.state is FaqState.DRAFT and newest.source is FaqSource.HANDOVER
