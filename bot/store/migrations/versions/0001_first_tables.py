"""Tables for accounts, officers, people, hand-overs and the audit log"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
STATUSES = ("active", "reconnect_required", "stopped")
ROLES = ("admin", "editor", "approver", "officer", "viewer")


def upgrade() -> None:
    _create_accounts_and_admins()
    _create_people()
    _create_handovers()
    _create_audit_log()
    _refuse_changes_to_audit_log()


def downgrade() -> None:
    for table in ("audit_log", "handovers", "people", "admins", "official_accounts"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_audit_change()")


def _choice(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def _create_accounts_and_admins() -> None:
    op.create_table(
        "official_accounts",
        sa.Column("oa_id", sa.String(64), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("secret_sealed", sa.Text(), nullable=False),
        sa.Column("status", _choice("status", STATUSES), nullable=False),
        sa.Column("stop_reason", sa.String(200), nullable=False),
        sa.Column("access_sealed", sa.Text()),
        sa.Column("access_expires_at", TIME),
        sa.Column("refresh_sealed", sa.Text()),
        sa.Column("refresh_issued_at", TIME),
        sa.Column("refresh_unanswered", sa.Integer(), nullable=False),
        sa.Column("previous_access_sealed", sa.Text()),
        sa.Column("previous_refresh_sealed", sa.Text()),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("updated_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("oa_id", name="pk_official_accounts"),
    )
    op.create_table(
        "admins",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("role", _choice("role", ROLES), nullable=False),
        sa.Column("zalo_user_id", sa.String(64)),
        sa.Column("created_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_admins"),
        sa.UniqueConstraint("email", name="uq_admins_email"),
    )


def _account_key(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["oa_id"],
        ["official_accounts.oa_id"],
        name=f"fk_{table}_oa_id_official_accounts",
        ondelete="CASCADE",
    )


def _create_people() -> None:
    op.create_table(
        "people",
        sa.Column("oa_id", sa.String(64), nullable=False),
        sa.Column("user_id", sa.String(64), nullable=False),
        sa.Column("first_inbound_at", TIME),
        sa.Column("last_inbound_at", TIME),
        sa.Column("following", sa.Boolean(), nullable=False),
        sa.Column("unreachable_until", TIME),
        sa.Column("unreachable_reason", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("oa_id", "user_id", name="pk_people"),
        _account_key("people"),
    )


def _create_handovers() -> None:
    op.create_table(
        "handovers",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("oa_id", sa.String(64), nullable=False),
        sa.Column("user_id", sa.String(64), nullable=False),
        sa.Column("reason", sa.String(100), nullable=False),
        sa.Column("severity", sa.String(8), nullable=False),
        sa.Column("opened_at", TIME, nullable=False),
        sa.Column("closed_at", TIME),
        sa.PrimaryKeyConstraint("id", name="pk_handovers"),
        _account_key("handovers"),
    )
    still_open = sa.text("closed_at IS NULL")
    op.create_index(
        "ix_handovers_open",
        "handovers",
        ["oa_id", "user_id"],
        unique=True,
        sqlite_where=still_open,
        postgresql_where=still_open,
    )
    op.create_index("ix_handovers_opened_at", "handovers", ["opened_at"])


def _create_audit_log() -> None:
    op.create_table(
        "audit_log",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("actor", sa.String(254), nullable=False),
        sa.Column("action", sa.String(100), nullable=False),
        sa.Column("subject", sa.String(254), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_log"),
    )
    op.create_index("ix_audit_log_at", "audit_log", ["at"])


def _refuse_changes_to_audit_log() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'audit_log is append-only'; END $$"
        )
        op.execute(
            "CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE "
            "ON audit_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()"
        )
        return
    for act in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_log_no_{act.lower()} BEFORE {act} ON audit_log "
            "BEGIN SELECT RAISE(ABORT, 'audit_log is append-only'); END"
        )
