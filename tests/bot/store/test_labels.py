from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.store.broadcast_models import RecipientKind
from bot.store.database import Database
from bot.store.label_models import LabelKind
from bot.store.labels import Labelled, LabelRepository
from bot.store.oas import AccountDraft, OaRepository
from bot.store.people import PeopleRepository

OA = "579745863508352884"
NOW = datetime(2026, 11, 30, 1, tzinfo=UTC)
PERSON, GROUP = RecipientKind.PERSON, RecipientKind.GROUP


@pytest.fixture
def labels(database: Database, oas: OaRepository) -> LabelRepository:
    oas.add(AccountDraft(OA, "Hội", "secret", "t", "r"))
    return LabelRepository(database)


def branch(user_id: str, name: str, who: RecipientKind = PERSON) -> Labelled:
    return Labelled(who, user_id, LabelKind.BRANCH, name)


def tag(user_id: str, name: str, who: RecipientKind = PERSON) -> Labelled:
    return Labelled(who, user_id, LabelKind.TAG, name)


def test_somebody_is_of_one_branch_and_may_have_many_tags(labels: LabelRepository):
    labels.put(OA, [branch("1", "Tổ 5"), tag("1", "mới"), tag("1", "trẻ")], NOW)
    labels.put(OA, [branch("1", "Tổ 6"), tag("1", "mới")], NOW)
    assert labels.of_person(OA, "1") == [branch("1", "Tổ 6"), tag("1", "mới"), tag("1", "trẻ")]


def test_what_an_officer_chooses_is_all_that_she_has_beside_zalos(labels: LabelRepository):
    labels.put(
        OA, [branch("1", "Tổ 5"), tag("1", "mới"), tag("1", "trẻ"), branch("2", "Tổ 5")], NOW
    )
    labels.replace(OA, LabelKind.ZALO_TAG, "VIP", ["1"], NOW)
    zalos = Labelled(PERSON, "1", LabelKind.ZALO_TAG, "VIP")
    labels.assign(OA, PERSON, "1", [tag("1", "trẻ"), tag("1", "cao tuổi")], NOW)
    assert labels.of_person(OA, "1") == [tag("1", "cao tuổi"), tag("1", "trẻ"), zalos]
    labels.assign(OA, PERSON, "1", [branch("1", "Tổ 6")], NOW)
    assert labels.of_person(OA, "1") == [branch("1", "Tổ 6"), zalos]
    assert labels.of_person(OA, "2") == [branch("2", "Tổ 5")]


def test_a_group_has_labels_of_its_own(labels: LabelRepository):
    labels.put(OA, [branch("7", "Tổ 5", GROUP), branch("7", "Tổ 5")], NOW)
    assert labels.take_off(OA, branch("7", "Tổ 5"))
    assert not labels.take_off(OA, branch("7", "Tổ 5"))
    assert labels.of_person(OA, "7") == []
    assert labels.of_group(OA, "7") == [branch("7", "Tổ 5", GROUP)]


def test_labels_are_counted_branches_first(labels: LabelRepository):
    labels.put(
        OA, [tag("1", "a"), branch("1", "Z"), branch("2", "Z"), branch("9", "Z", GROUP)], NOW
    )
    found = [(each.kind, each.name, each.people, each.groups) for each in labels.names(OA)]
    assert found == [(LabelKind.BRANCH, "Z", 2, 1), (LabelKind.TAG, "a", 1, 0)]


def test_what_zalo_tells_takes_the_place_of_what_it_told_before(labels: LabelRepository):
    labels.put(OA, [tag("1", "VIP")], NOW)
    labels.replace(OA, LabelKind.ZALO_TAG, "VIP", ["1", "2", "2"], NOW)
    labels.replace(OA, LabelKind.ZALO_TAG, "VIP", ["2", "3"], NOW)
    labels.replace(OA, LabelKind.ZALO_TAG, "cũ", ["2"], NOW)
    labels.keep_only(OA, LabelKind.ZALO_TAG, ["VIP"])
    found = [(each.kind, each.name, each.people) for each in labels.names(OA)]
    assert found == [(LabelKind.TAG, "VIP", 1), (LabelKind.ZALO_TAG, "VIP", 2)]


def test_who_is_forgotten_has_no_label(labels: LabelRepository, database: Database):
    labels.put(OA, [branch("1", "Z"), tag("1", "a"), branch("1", "Z", GROUP)], NOW)
    PeopleRepository(database).forget(OA, "1")
    assert labels.of_person(OA, "1") == []
    assert labels.of_group(OA, "1") == [branch("1", "Z", GROUP)]
