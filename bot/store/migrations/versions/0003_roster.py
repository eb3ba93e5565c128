"""Officers of an account, shifts, settings that are data"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_officers()
    _create_shifts()
    _create_settings()


def downgrade() -> None:
    for table in ("account_settings", "shifts", "account_officers"):
        op.drop_table(table)


def _account_key(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["oa_id"],
        ["official_accounts.oa_id"],
        name=f"fk_{table}_oa_id_official_accounts",
        ondelete="CASCADE",
    )


def _admin_key(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["admin_id"], ["admins.id"], name=f"fk_{table}_admin_id_admins", ondelete="CASCADE"
    )


def _create_officers() -> None:
    op.create_table(
        "account_officers",
        sa.Column("oa_id", sa.String(64), nullable=False),
        sa.Column("admin_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("handles_cases", sa.Boolean(), nullable=False),
        sa.Column("zalo_user_id", sa.String(64)),
        sa.Column("added_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("oa_id", "admin_id", name="pk_account_officers"),
        _account_key("account_officers"),
        _admin_key("account_officers"),
    )


def _create_shifts() -> None:
    op.create_table(
        "shifts",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("oa_id", sa.String(64), nullable=False),
        sa.Column("admin_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", TIME, nullable=False),
        sa.Column("ends_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_shifts"),
        sa.CheckConstraint("ends_at > starts_at", name="ck_shifts_order"),
        _account_key("shifts"),
        _admin_key("shifts"),
    )
    slot = ["oa_id", "admin_id", "starts_at", "ends_at"]
    op.create_index("uq_shifts_slot", "shifts", slot, unique=True)
    op.create_index("ix_shifts_oa_id_ends_at", "shifts", ["oa_id", "ends_at"])


def _create_settings() -> None:
    op.create_table(
        "account_settings",
        sa.Column("oa_id", sa.String(64), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("oa_id", "name", name="pk_account_settings"),
        _account_key("account_settings"),
    )
