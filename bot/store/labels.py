"""What people and groups are called by for audiences: branch of the Union, our tags, Zalo's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from bot.store.broadcast_models import RecipientKind
from bot.store.database import Database
from bot.store.label_models import GroupLabelRow, LabelKind, PersonLabelRow
from bot.store.upsert import insert

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Labels:
    """What one person or group is called by: its branches (one at most), and all its tags."""

    branches: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Labelled:
    """Somebody or a group, and the label."""

    who: RecipientKind
    recipient_id: str
    kind: LabelKind
    name: str


@dataclass(frozen=True, slots=True)
class LabelCount:
    """How many people and groups have a label."""

    kind: LabelKind
    name: str
    people: int
    groups: int


class LabelRepository:
    """The labels of an account's people and groups. Raises ``StateUnavailable``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, oa_id: str, labels: Iterable[Labelled], now: datetime) -> None:
        """They have these labels from now on; another branch takes the place of the one before."""
        with self._database.writing() as session:
            for each in labels:
                _put(session, oa_id, each, now)

    def assign(
        self,
        oa_id: str,
        who: RecipientKind,
        recipient_id: str,
        labels: Iterable[Labelled],
        now: datetime,
    ) -> None:
        """Exactly these are the branch and our tags of somebody, or of a group; Zalo's stay."""
        table, key = _table(who)
        mine = (table.oa_id == oa_id, key == recipient_id, table.kind != LabelKind.ZALO_TAG)
        wanted = list(labels)
        with self._database.writing() as session:
            for kind, name in session.execute(select(table.kind, table.name).where(*mine)).all():
                if Labelled(who, recipient_id, kind, name) not in wanted:
                    gone = (table.kind == kind, table.name == name)
                    session.execute(delete(table).where(*mine, *gone))
            for each in wanted:
                _put(session, oa_id, each, now)

    def take_off(self, oa_id: str, label: Labelled) -> bool:
        """Somebody, or a group, no longer has it; whether she had it."""
        table, key = _table(label.who)
        mine = (table.oa_id == oa_id, key == label.recipient_id)
        gone = delete(table).where(*mine, table.kind == label.kind, table.name == label.name)
        with self._database.writing() as session:
            removed = session.execute(gone.returning(table.name)).all()
            return bool(removed)

    def replace(
        self, oa_id: str, kind: LabelKind, name: str, ids: Sequence[str], now: datetime
    ) -> None:
        """Exactly these people have the label."""
        row = PersonLabelRow
        gone = delete(row).where(row.oa_id == oa_id, row.kind == kind, row.name == name)
        fresh = {"oa_id": oa_id, "kind": kind, "name": name, "since": now}
        with self._database.writing() as session:
            session.execute(gone)
            rows = [{**fresh, "user_id": each} for each in sorted(set(ids))]
            for start in range(0, len(rows), _CHUNK):
                session.execute(insert(session, row), rows[start : start + _CHUNK])

    def keep_only(self, oa_id: str, kind: LabelKind, names: Sequence[str]) -> None:
        """Labels of this kind with another name are no more."""
        row = PersonLabelRow
        gone = delete(row).where(row.oa_id == oa_id, row.kind == kind, row.name.not_in(names))
        with self._database.writing() as session:
            session.execute(gone)

    def of_person(self, oa_id: str, user_id: str) -> list[Labelled]:
        """What one person is called by."""
        return self._of(oa_id, RecipientKind.PERSON, user_id)

    def of_group(self, oa_id: str, group_id: str) -> list[Labelled]:
        """What one group is called by."""
        return self._of(oa_id, RecipientKind.GROUP, group_id)

    def names(self, oa_id: str) -> list[LabelCount]:
        """All labels in use, branches first, by name."""
        with self._database.reading() as session:
            people = _counts(session, oa_id, RecipientKind.PERSON)
            groups = _counts(session, oa_id, RecipientKind.GROUP)
        order = list(LabelKind)
        known = sorted(people | groups, key=lambda each: (order.index(each[0]), each[1]))
        return [LabelCount(*each, people[each], groups[each]) for each in known]

    def _of(self, oa_id: str, who: RecipientKind, recipient_id: str) -> list[Labelled]:
        table, key = _table(who)
        chosen = select(table.kind, table.name).where(table.oa_id == oa_id, key == recipient_id)
        with self._database.reading() as session:
            found = session.execute(chosen.order_by(table.kind, table.name))
            return [Labelled(who, recipient_id, kind, name) for kind, name in found]


def labels_of(session: Session, oa_id: str, who: RecipientKind) -> dict[str, Labels]:
    """The labels of everybody who has one, within a transaction of the caller's."""
    table, key = _table(who)
    found: dict[str, tuple[set[str], set[str]]] = {}
    for recipient_id, kind, name in session.execute(
        select(key, table.kind, table.name).where(table.oa_id == oa_id)
    ):
        branches, tags = found.setdefault(recipient_id, (set(), set()))
        (branches if kind is LabelKind.BRANCH else tags).add(name)
    return {each: Labels(frozenset(b), frozenset(t)) for each, (b, t) in found.items()}


def forget_labels(session: Session, oa_id: str, user_id: str) -> None:
    """Hers are gone; within a transaction of the caller's."""
    row = PersonLabelRow
    session.execute(delete(row).where(row.oa_id == oa_id, row.user_id == user_id))


def _put(session: Session, oa_id: str, label: Labelled, now: datetime) -> None:
    table, key = _table(label.who)
    if label.kind is LabelKind.BRANCH:
        mine = (table.oa_id == oa_id, key == label.recipient_id)
        session.execute(delete(table).where(*mine, table.kind == LabelKind.BRANCH))
    values = {"oa_id": oa_id, key.key: label.recipient_id, "kind": label.kind, "name": label.name}
    added = insert(session, table).values(**values, since=now)
    session.execute(added.on_conflict_do_nothing())


def _table(who: RecipientKind) -> tuple[Any, Any]:
    if who is RecipientKind.GROUP:
        return GroupLabelRow, GroupLabelRow.group_id
    return PersonLabelRow, PersonLabelRow.user_id


def _counts(session: Session, oa_id: str, who: RecipientKind) -> Counter[tuple[LabelKind, str]]:
    table, _ = _table(who)
    mine: ColumnElement[bool] = table.oa_id == oa_id
    grouped = select(table.kind, table.name, func.count()).where(mine)
    rows = session.execute(grouped.group_by(table.kind, table.name))
    return Counter({(kind, name): count for kind, name, count in rows})
