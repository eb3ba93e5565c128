"""Who would get a broadcast at a time, who would not, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.broadcast.content import problems, written_out
from bot.broadcast.costs import Cost, of_groups, of_people
from bot.broadcast.eligibility import NOT_NOW, OPTED_OUT, Rules, week_of
from bot.broadcast.sending import Attachments, NoAttachments
from bot.staff.account_settings import AccountSettings
from bot.store.audiences import AudienceRepository, Facts, in_danger, left_out
from bot.store.broadcast_models import RecipientKind
from bot.store.broadcast_records import Broadcast
from bot.takeover.windows import windows
from knowledge.day import today
from knowledge.search import Library


@dataclass(frozen=True, slots=True)
class Preview:
    """``gets`` of whom ``billed`` are past Zalo's 48 hours, ``left_out`` by reason; a person stands
    in one of them. ``text`` is what arrives, ``problems`` what stops it, ``cost`` what it uses up.
    """

    text: str
    problems: tuple[str, ...]
    gets: int
    billed: int
    left_out: Mapping[str, int]
    cost: Cost = Cost()

    @property
    def people(self) -> int:
        """Everybody who was looked at."""
        return self.gets + sum(self.left_out.values())


class Previews:
    """Raises ``StateUnavailable`` when the database is away."""

    def __init__(
        self,
        audiences: AudienceRepository,
        settings: Callable[[str], AccountSettings],
        testers: Callable[[str], Collection[str]],
        library: Callable[[str], Library],
        attachments: Attachments = NoAttachments(),  # noqa: B008 - it has no state
        quota_left: Callable[[str], int | None] = lambda oa_id: None,
    ) -> None:
        self._audiences = audiences
        self._settings = settings
        self._testers = testers
        self._library = library
        self._attachments = attachments
        self._quota_left = quota_left

    def of(self, broadcast: Broadcast, at: datetime) -> Preview:
        """The preview for that time."""
        content, audience = broadcast.content, broadcast.audience
        library = self._library(broadcast.oa_id)
        found = problems(content, audience, library, today(at))
        found += self._attachments.misfits(broadcast.oa_id, content)
        if audience.kind is RecipientKind.GROUP:
            left_out, billed = self._groups(broadcast), 0
        else:
            left_out, billed = self._people(broadcast, at)
        gets = left_out.pop("", 0)
        text = written_out(content, audience.kind)
        cost = self._cost(broadcast, gets, billed)
        return Preview(text, tuple(found), gets, billed, left_out, cost)

    def _cost(self, broadcast: Broadcast, gets: int, billed: int) -> Cost:
        if broadcast.audience.kind is RecipientKind.GROUP:
            return of_groups(gets)
        left = self._quota_left(broadcast.oa_id) if billed else None
        return of_people(gets, billed, left)

    def _people(self, broadcast: Broadcast, at: datetime) -> tuple[Counter[str], int]:
        settings = self._settings(broadcast.oa_id)
        rules = Rules(settings, self._testers(broadcast.oa_id), broadcast.content.topic)
        left_out: Counter[str] = Counter()
        billed = 0
        for known in self._audiences.everybody(broadcast.oa_id, week_of(at)):
            why = _why(known, broadcast, rules, at)
            left_out[why] += 1
            billed += not why and not windows(known.person.last_inbound_at).free(at)
        return left_out, billed

    def _groups(self, broadcast: Broadcast) -> Counter[str]:
        why_none = Rules(self._settings(broadcast.oa_id), ()).why_no_group
        groups = self._audiences.groups(broadcast.oa_id, broadcast.audience)
        return Counter(why_none or trouble for _, _, trouble in groups)


def _why(known: Facts, broadcast: Broadcast, rules: Rules, at: datetime) -> str:
    if not known.wants:
        return OPTED_OUT
    if in_danger(known, at):
        return NOT_NOW
    return left_out(known, broadcast.audience, at) or rules.why_not(known, at)
