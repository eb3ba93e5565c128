"""The tags that Zalo knows of people, fetched; what officers gave people is in the label store."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import structlog

from bot.store.label_models import LABEL_LENGTH, LabelKind
from bot.store.labels import LabelRepository
from bot.zalo.client import LAST_OFFSET, ZaloClient

log = structlog.get_logger(__name__)


class Labelling:
    """Asks Zalo. Raises ``ZaloError``, ``StateUnavailable``."""

    def __init__(self, labels: LabelRepository, client: ZaloClient) -> None:
        self._labels = labels
        self._client = client

    def sync(self, oa_id: str, now: datetime, only: Iterable[str] = ()) -> int:
        """Take over who has which of Zalo's tags, of all or ``only`` of these; how many tags there
        are. A tag that Zalo no longer has is gone here too.
        """
        told = [tag for tag in self._client.tags(oa_id) if len(tag) <= LABEL_LENGTH]
        self._labels.keep_only(oa_id, LabelKind.ZALO_TAG, told)
        wanted = frozenset(only)
        for tag in told:
            if not wanted or tag in wanted:
                self._labels.replace(oa_id, LabelKind.ZALO_TAG, tag, self._people(oa_id, tag), now)
        return len(told)

    def _people(self, oa_id: str, tag: str) -> list[str]:
        found: list[str] = []
        while len(found) <= LAST_OFFSET:
            page = self._client.people_with_tag(oa_id, tag, len(found))
            if not page:
                return found
            found += page
        log.warning("tag_has_too_many_people", oa_id=oa_id, count=len(found))
        return found
