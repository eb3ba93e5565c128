"""Ways in, tokens of programs and lists of a trial, on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.store.admins import Admin, AdminRepository, LastAdmin, UnknownAdmin, UnknownRole
from bot.store.api_tokens import PREFIX, ApiTokens, InvalidTokenName, Scope
from bot.store.audit import AuditFilter, AuditRepository
from bot.store.database import Database
from bot.store.models import Role
from bot.store.oas import AccountDraft, OaRepository
from bot.store.sign_ins import INVITATION_LIVES, SignInRepository, UnknownInvitation
from bot.store.times import utc_now
from bot.store.trial_people import TrialPeople
from tests.bot.store.conftest import SECRET_KEY

OA, LAN = "579745863508352884", "2512523625412515"


@pytest.fixture
def admins(database: Database) -> AdminRepository:
    return AdminRepository(database)


@pytest.fixture
def hoa(admins: AdminRepository) -> Admin:
    return admins.add("hoa@hoi.vn", Role.ADMIN)


@pytest.fixture
def sign_ins(database: Database) -> SignInRepository:
    return SignInRepository(database, SECRET_KEY)


@pytest.fixture
def tokens(database: Database, oas: OaRepository) -> ApiTokens:
    oas.add(AccountDraft(OA, "Hội thử", "secret"))
    return ApiTokens(database)


def test_who_was_never_invited_is_known_without_a_way_in(sign_ins: SignInRepository, hoa: Admin):
    known = sign_ins.by_email(" HOA@hoi.vn ")
    assert known is not None
    assert (known.admin, known.password, known.factor, known.epoch) == (hoa, "", "", 0)
    assert sign_ins.of(hoa.id + 1) is None
    assert sign_ins.by_email("lan@hoi.vn") is None
    assert [each.admin for each in sign_ins.list()] == [hoa]


def test_an_invitation_is_used_once(sign_ins: SignInRepository, hoa: Admin):
    now = utc_now()
    assert sign_ins.invite(hoa.id, "token", now) == now + INVITATION_LIVES
    assert sign_ins.invited("token", now).admin == hoa
    sign_ins.accept("token", "digest", now)
    with pytest.raises(UnknownInvitation):
        sign_ins.accept("token", "another", now)
    known = sign_ins.of(hoa.id)
    assert known is not None
    assert (known.password, known.epoch) == ("digest", 1)


def test_neither_tokens_nor_codes_nor_secrets_lie_in_the_database(
    sign_ins: SignInRepository, tokens: ApiTokens, hoa: Admin, database: Database
):
    sign_ins.invite(hoa.id, "the-token")
    sign_ins.propose_factor(hoa.id, "THESECRET")
    sign_ins.put_recovery_codes(hoa.id, ["abcd-efgh-jkmn"])
    _, secret = tokens.create(OA, "Cổng", [Scope.DRAFT], hoa)
    with database.reading() as session:
        lying = " ".join(
            str(session.execute(text(f"SELECT * FROM {table}")).all())
            for table in ("invitations", "sign_ins", "recovery_codes", "api_tokens")
        )
    for each in ("the-token", "THESECRET", "abcd-efgh", secret, secret[len(PREFIX) : -4]):
        assert each not in lying


def test_a_second_factor(sign_ins: SignInRepository, hoa: Admin):
    sign_ins.propose_factor(hoa.id, "SECRET")
    proposed = sign_ins.of(hoa.id)
    assert proposed is not None
    assert (proposed.factor, proposed.factor_in_use) == ("SECRET", False)
    sign_ins.use_factor(hoa.id, 100, ["a", "b"])
    used = sign_ins.of(hoa.id)
    assert used is not None
    assert used.factor_in_use
    assert [sign_ins.spend_step(hoa.id, step) for step in (100, 101, 101, 99)] == [
        False,
        True,
        False,
        False,
    ]
    assert [sign_ins.spend_recovery_code(hoa.id, code) for code in ("a", "a", "c")] == [
        True,
        False,
        False,
    ]
    assert sign_ins.recovery_codes_left(hoa.id) == 1
    sign_ins.drop_factor(hoa.id)
    assert sign_ins.recovery_codes_left(hoa.id) == 0


def test_success_ends_a_row_of_failures(sign_ins: SignInRepository, hoa: Admin):
    now = utc_now()
    for _ in range(4):
        assert sign_ins.note_failure(hoa.id, now) is None
    assert sign_ins.note_failure(hoa.id, now) == now + timedelta(minutes=5)
    sign_ins.note_success(hoa.id, now)
    known = sign_ins.of(hoa.id)
    assert known is not None
    assert not known.locked(now)
    assert known.last_at == now
    assert sign_ins.note_failure(hoa.id, now) is None


def test_the_last_admin_stays(admins: AdminRepository, sign_ins: SignInRepository, hoa: Admin):
    with pytest.raises(LastAdmin):
        admins.set_role(hoa.id, "viewer")
    with pytest.raises(LastAdmin):
        sign_ins.disable(hoa.id)
    lan = admins.add("lan@hoi.vn", Role.ADMIN)
    sign_ins.disable(lan.id)
    with pytest.raises(LastAdmin):
        sign_ins.disable(hoa.id)
    sign_ins.enable(lan.id)
    assert admins.set_role(hoa.id, " Viewer ").role is Role.VIEWER
    with pytest.raises(UnknownRole):
        admins.set_role(hoa.id, "boss")
    with pytest.raises(UnknownAdmin):
        admins.set_role(lan.id + 1, "viewer")


def test_tokens_of_an_account(tokens: ApiTokens, hoa: Admin):
    now = utc_now()
    short, secret = tokens.create(OA, " Cổng ", list(Scope), hoa, now + timedelta(days=1))
    assert (short.name, short.admin, short.scopes) == ("Cổng", hoa, set(Scope))
    assert secret.endswith(short.hint)
    found = tokens.find(secret, now)
    assert found is not None
    assert found.id == short.id
    assert tokens.list(OA)[0].last_used_at == now
    tokens.find(secret, now + timedelta(seconds=59))
    assert tokens.list(OA)[0].last_used_at == now
    assert tokens.find(secret, now + timedelta(days=1)) is None
    assert not tokens.revoke("another", short.id)
    assert [tokens.revoke(OA, short.id) for _ in range(2)] == [True, False]
    assert tokens.find(secret, now) is None
    for name, scopes in (("", [Scope.DRAFT]), ("x" * 101, [Scope.DRAFT]), ("Cổng", [])):
        with pytest.raises(InvalidTokenName):
            tokens.create(OA, name, scopes, hoa)


def test_the_list_of_a_trial(database: Database, oas: OaRepository):
    oas.add(AccountDraft(OA, "Hội thử", "secret"))
    people = TrialPeople(database)
    for person in (LAN, "2", LAN):
        people.add(OA, person)
    assert [each.user_id for each in people.list(OA)] == [LAN, "2"]
    assert [people.remove(OA, LAN) for _ in range(2)] == [True, False]
    assert (people.clear(OA), people.list(OA)) == (1, [])


def test_the_audit_log_is_read_in_pages(database: Database):
    log = AuditRepository(database)
    for number in range(6):
        log.append("ab"[number % 2], "xyz"[number % 3], str(number))
    newest = log.page(AuditFilter(), limit=2)
    assert [each.subject for each in newest] == ["5", "4"]
    assert [each.subject for each in log.page(AuditFilter(), newest[-1].id, 2)] == ["3", "2"]
    wanted = AuditFilter(actors=("a",), action="x")
    assert [each.subject for each in log.page(wanted)] == ["0"]
    assert log.page(AuditFilter(before=newest[0].at - timedelta(days=1))) == []
