"""What is known of people that decides whether a broadcast may go to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.store.broadcast_forgetting import forget_subscriptions
from bot.store.broadcast_models import (
    GroupRow,
    RecipientKind,
    RecipientRow,
    RecipientState,
    SubscriptionRow,
)
from bot.store.broadcast_records import Audience
from bot.store.case_models import CaseRow
from bot.store.database import Database
from bot.store.labels import Labels, labels_of
from bot.store.models import PersonRow
from bot.store.people import Person, person_of
from bot.store.rights_models import ConsentRow
from bot.store.upsert import insert
from bot.takeover.windows import windows
from handlers.people import Purpose

COUNTED = (
    RecipientState.CLAIMED,
    RecipientState.SENT,
    RecipientState.DELIVERED,
    RecipientState.SEEN,
    RecipientState.UNKNOWN,
)
"""What counts for the cap of a week: also what may have arrived."""

INACTIVE = "inactive"
OUTSIDE_FREE_WINDOW = "outside_free_window"
OTHER_BRANCH = "other_branch"
OTHER_TAG = "other_tag"
"""Why somebody who wants tips is not in the audience that was chosen."""


@dataclass(frozen=True, slots=True)
class Facts:
    """One person: ``wants`` is her last word about tips (None: she said nothing), ``topics`` what
    she subscribed to (none: every topic), ``this_week`` how many she was sent since its Monday,
    ``in_case`` whether a case of danger of hers is open. ``labels`` are looked up for an audience,
    not for one message.
    """

    person: Person
    wants: bool | None
    topics: frozenset[str]
    this_week: int
    in_case: bool = False
    labels: Labels = field(default_factory=Labels)

    def wants_topic(self, topic: str) -> bool:
        """Whether she asked for this topic; '' is for everybody who wants tips."""
        return bool(self.wants) and (not topic or not self.topics or topic in self.topics)


class AudienceRepository:
    """People, groups and what they subscribed to. Raises ``StateUnavailable``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def everybody(self, oa_id: str, week: datetime) -> list[Facts]:
        """All people of the account; ``week`` is when the week began."""
        with self._database.reading() as session:
            return facts(session, oa_id, week, labelled=True)

    def subscribe(self, oa_id: str, user_id: str, topics: Sequence[str], now: datetime) -> None:
        """She wants these topics too."""
        rows = [
            {"oa_id": oa_id, "user_id": user_id, "topic": topic, "since": now} for topic in topics
        ]
        if rows:
            with self._database.writing() as session:
                added = insert(session, SubscriptionRow).values(rows)
                session.execute(added.on_conflict_do_nothing())

    def unsubscribe(self, oa_id: str, user_id: str) -> None:
        """She wants no topic in particular any more."""
        with self._database.writing() as session:
            forget_subscriptions(session, oa_id, user_id)

    def topics_of(self, oa_id: str, user_id: str) -> tuple[str, ...]:
        """What she subscribed to."""
        mine = (SubscriptionRow.oa_id == oa_id, SubscriptionRow.user_id == user_id)
        chosen = select(SubscriptionRow.topic).where(*mine).order_by(SubscriptionRow.topic)
        with self._database.reading() as session:
            return tuple(session.scalars(chosen))

    def note_group(
        self, oa_id: str, group_id: str, now: datetime, name: str = "", members: int | None = None
    ) -> None:
        """The account has this group; what is not told stays as it was."""
        fresh: dict[str, Any] = {
            "name": name,
            "members": members or 0,
            "trouble": "",
            "seen_at": now,
        }
        told: dict[str, Any] = {"seen_at": now}
        told |= {"name": name} if name else {}
        told |= {"members": members, "trouble": ""} if members is not None else {}
        with self._database.writing() as session:
            added = insert(session, GroupRow).values(oa_id=oa_id, group_id=group_id, **fresh)
            key = ["oa_id", "group_id"]
            session.execute(added.on_conflict_do_update(index_elements=key, set_=told))

    def group_trouble(self, oa_id: str, group_id: str, why: str) -> None:
        """Nothing can be sent to this group, for this reason; '' where that is over."""
        with self._database.writing() as session:
            row = session.get(GroupRow, (oa_id, group_id))
            if row is not None:
                row.trouble = why

    def drop_group(self, oa_id: str, group_id: str) -> None:
        """The group is no more."""
        with self._database.writing() as session:
            row = session.get(GroupRow, (oa_id, group_id))
            if row is not None:
                session.delete(row)

    def groups(self, oa_id: str, audience: Audience | None = None) -> list[tuple[str, str, str]]:
        """Id, name and trouble of the account's groups; only those meant, with an audience."""
        with self._database.reading() as session:
            return _groups(session, oa_id, audience)


def members(
    session: Session, oa_id: str, audience: Audience, topic: str, now: datetime
) -> list[str]:
    """The ids of all that belong to an audience at ``now``: nobody who did not ask for it, and
    nobody in danger. First those for whom Zalo bills nothing, and of them whose time ends soonest.
    """
    if audience.kind is RecipientKind.GROUP:
        return [group_id for group_id, _, _ in _groups(session, oa_id, audience)]
    found = [
        each.person
        for each in facts(session, oa_id, now, labelled=audience.labelled)
        if belongs(each, audience, topic, now)
    ]
    return [each.user_id for each in sorted(found, key=lambda each: _urgency(each, now))]


def belongs(known: Facts, audience: Audience, topic: str, now: datetime) -> bool:
    """Whether she is in the audience at all."""
    wanted = known.wants_topic(topic) and not in_danger(known, now)
    return wanted and not left_out(known, audience, now)


def in_danger(known: Facts, now: datetime) -> bool:
    """Whether she told of danger lately, or a case of hers is open: she is in no audience, and no
    list tells why.
    """
    until = known.person.crisis_until
    return known.in_case or (until is not None and until > now)


def left_out(known: Facts, audience: Audience, now: datetime) -> str:
    """Which choice of the audience leaves her out; '' where none does."""
    last = known.person.last_inbound_at
    if audience.active_days is not None:
        if last is None or (now - last).days >= audience.active_days:
            return INACTIVE
    if audience.free_only and not windows(last).free(now):
        return OUTSIDE_FREE_WINDOW
    return missing_label(known.labels, audience)


def missing_label(labels: Labels, audience: Audience) -> str:
    """Which label of an audience somebody, or a group, lacks; '' where none."""
    if audience.branches and labels.branches.isdisjoint(audience.branches):
        return OTHER_BRANCH
    return OTHER_TAG if audience.tags and labels.tags.isdisjoint(audience.tags) else ""


def _urgency(person: Person, now: datetime) -> tuple[bool, datetime, str]:
    last = person.last_inbound_at or now
    return not windows(person.last_inbound_at).free(now), last, person.user_id


def facts(
    session: Session,
    oa_id: str,
    week: datetime,
    user_ids: Iterable[str] | None = None,
    *,
    labelled: bool = False,
) -> list[Facts]:
    """Of these people, or of everybody, in the order of their ids; with ``user_ids`` their rows are
    locked, so that two broadcasts at once keep the cap of a week. Labels only where ``labelled``.
    """
    wanted = None if user_ids is None else list(user_ids)
    chosen = select(PersonRow).where(PersonRow.oa_id == oa_id).order_by(PersonRow.user_id)
    if wanted is not None:
        chosen = chosen.where(PersonRow.user_id.in_(wanted)).with_for_update()
    people = [person_of(row) for row in session.scalars(chosen)]
    wants = _wants(session, oa_id, wanted)
    topics = _topics(session, oa_id, wanted)
    sent = _sent_since(session, oa_id, week, wanted)
    in_case = _in_case(session, oa_id, wanted)
    labels = labels_of(session, oa_id, RecipientKind.PERSON) if labelled else {}
    return [
        Facts(
            person,
            wants.get(person.user_id),
            frozenset(topics.get(person.user_id, ())),
            sent.get(person.user_id, 0),
            person.user_id in in_case,
            labels.get(person.user_id, Labels()),
        )
        for person in people
    ]


def _wants(session: Session, oa_id: str, user_ids: list[str] | None) -> dict[str, bool]:
    latest = select(func.max(ConsentRow.id)).where(
        ConsentRow.oa_id == oa_id, ConsentRow.purpose == Purpose.TIPS
    )
    if user_ids is not None:
        latest = latest.where(ConsentRow.user_id.in_(user_ids))
    chosen = select(ConsentRow.user_id, ConsentRow.given).where(
        ConsentRow.id.in_(latest.group_by(ConsentRow.user_id))
    )
    return {user_id: bool(given) for user_id, given in session.execute(chosen)}


def _topics(session: Session, oa_id: str, user_ids: list[str] | None) -> dict[str, set[str]]:
    chosen = select(SubscriptionRow.user_id, SubscriptionRow.topic).where(
        SubscriptionRow.oa_id == oa_id
    )
    if user_ids is not None:
        chosen = chosen.where(SubscriptionRow.user_id.in_(user_ids))
    found: dict[str, set[str]] = {}
    for user_id, topic in session.execute(chosen):
        found.setdefault(user_id, set()).add(topic)
    return found


def _sent_since(
    session: Session, oa_id: str, week: datetime, user_ids: list[str] | None
) -> dict[str, int]:
    chosen = select(RecipientRow.recipient_id, func.count()).where(
        RecipientRow.oa_id == oa_id,
        RecipientRow.kind == RecipientKind.PERSON,
        RecipientRow.sent_at >= week,
        RecipientRow.state.in_(COUNTED),
    )
    if user_ids is not None:
        chosen = chosen.where(RecipientRow.recipient_id.in_(user_ids))
    grouped = chosen.group_by(RecipientRow.recipient_id)
    return {user_id: number for user_id, number in session.execute(grouped) if user_id}


def _in_case(session: Session, oa_id: str, user_ids: list[str] | None) -> set[str]:
    """Those of whom a case is open."""
    chosen = select(CaseRow.user_id).where(
        CaseRow.oa_id == oa_id, CaseRow.closed_at.is_(None), CaseRow.user_id.is_not(None)
    )
    if user_ids is not None:
        chosen = chosen.where(CaseRow.user_id.in_(user_ids))
    return {user_id for user_id in session.scalars(chosen) if user_id}


def _groups(session: Session, oa_id: str, audience: Audience | None) -> list[tuple[str, str, str]]:
    """Id, name and trouble of the account's groups, or of those that are meant; one that was named
    and is not known to us is meant too.
    """
    chosen = select(GroupRow).where(GroupRow.oa_id == oa_id).order_by(GroupRow.group_id)
    known = {row.group_id: (row.group_id, row.name, row.trouble) for row in session.scalars(chosen)}
    if audience is None or (audience.every_group and not audience.labelled):
        return list(known.values())
    named = audience.groups if audience.groups and not audience.every_group else tuple(known)
    if audience.labelled:
        labels = labels_of(session, oa_id, RecipientKind.GROUP)
        named = tuple(e for e in named if not missing_label(labels.get(e, Labels()), audience))
    elif not audience.groups:
        return []
    return [known.get(group_id, (group_id, "", "")) for group_id in named]


def group_trouble(session: Session, oa_id: str, group_id: str) -> str:
    """Why nothing can be sent to this group; '' where nothing is known against it."""
    row = session.get(GroupRow, (oa_id, group_id))
    return "" if row is None else row.trouble
