import pytest

from bot.store.admins import AdminRepository, DuplicateAdmin, InvalidEmail, UnknownRole
from bot.store.database import Database
from bot.store.models import Role


@pytest.fixture
def admins(database: Database) -> AdminRepository:
    return AdminRepository(database)


def test_an_officer_is_added(admins: AdminRepository) -> None:
    added = admins.add(" Lan.Nguyen@Example.VN ", "editor", "77")
    assert (added.email, added.role, added.zalo_user_id) == (
        "lan.nguyen@example.vn",
        Role.EDITOR,
        "77",
    )
    assert admins.list() == [added]


@pytest.mark.parametrize("role", list(Role))
def test_every_role_can_be_stored(admins: AdminRepository, role: Role) -> None:
    assert admins.add("a@b.vn", role.value).role is role


@pytest.mark.parametrize("email", ["", "lan", "lan@", "@b.vn", "a@b", "a b@c.vn", "a@@b.vn"])
def test_a_bad_address_is_refused(admins: AdminRepository, email: str) -> None:
    with pytest.raises(InvalidEmail, match=r"InvalidEmail"):
        admins.add(email, "editor")
    assert admins.list() == []


def test_an_unknown_role_is_refused_and_the_roles_are_named(admins: AdminRepository) -> None:
    with pytest.raises(UnknownRole) as caught:
        admins.add("a@b.vn", "king")
    assert "admin, editor, approver, officer, viewer" in caught.value.public_message


def test_the_same_address_twice_is_refused(admins: AdminRepository) -> None:
    admins.add("a@b.vn", "editor")
    with pytest.raises(DuplicateAdmin):
        admins.add("A@B.vn", "viewer")
    assert len(admins.list()) == 1
