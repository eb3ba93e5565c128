"""Broadcasts, their ledger, weekly series, subscriptions, groups"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _series()
    _broadcasts()
    _recipients()
    _subscriptions()
    _groups()


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def _account(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_oa_id_official_accounts"
    return sa.ForeignKeyConstraint(
        ["oa_id"], ["official_accounts.oa_id"], name=name, ondelete="CASCADE"
    )


def _time(name: str, nullable: bool = True) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _text(name: str, length: int, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length), nullable=nullable)


def _number(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _id() -> sa.Column[Any]:
    return sa.Column("id", sa.Integer(), sa.Identity(), nullable=False)


def _broadcasts() -> None:
    states = (
        "draft", "checked", "approved", "scheduled", "running", "paused", "finished", "cancelled",
        "expired",
    )  # fmt: skip
    op.create_table(
        "broadcasts",
        _id(),
        _text("oa_id", 64),
        _text("title", 200),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("citation", sa.JSON(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        _text("topic", 100),
        sa.Column("attachment", _choice("attachment", "none", "picture", "file"), nullable=False),
        _text("attachment_ref", 255),
        _text("attachment_key", 255),
        _number("attachment_uploads"),
        sa.Column("audience", sa.JSON(), nullable=False),
        _text("library", 64),
        _text("tip", 100),
        _number("series_id", nullable=True),
        _text("slot", 10, nullable=True),
        sa.Column("state", _choice("broadcast_state", *states), nullable=False),
        _text("reason", 100),
        sa.Column("to_tell", sa.Boolean(), nullable=False),
        _number("written_by", nullable=True),
        _number("checked_by", nullable=True),
        _number("approved_by", nullable=True),
        sa.Column("self_approved", sa.Boolean(), nullable=False),
        *(_time(name) for name in ("scheduled_for", "not_after", "held_until")),
        _number("size", nullable=True),
        *(_time(name) for name in ("begun_at", "ended_at")),
        *(_time(name, nullable=False) for name in ("created_at", "updated_at")),
        sa.PrimaryKeyConstraint("id", name="pk_broadcasts"),
        sa.UniqueConstraint("series_id", "slot", name="uq_broadcasts_slot"),
        sa.ForeignKeyConstraint(
            ["series_id"],
            ["broadcast_series.id"],
            name="fk_broadcasts_series_id_broadcast_series",
            ondelete="SET NULL",
        ),
        _account("broadcasts"),
    )
    op.create_index("ix_broadcasts_state", "broadcasts", ["state", "scheduled_for"])
    op.create_index("ix_broadcasts_oa_id", "broadcasts", ["oa_id", "id"])


def _recipients() -> None:
    states = (
        "waiting", "claimed", "sent", "delivered", "seen", "refused", "unknown", "skipped",
    )  # fmt: skip
    table = "broadcast_recipients"
    op.create_table(
        table,
        _id(),
        _number("broadcast_id"),
        _text("oa_id", 64),
        sa.Column("kind", _choice("recipient_kind", "person", "group"), nullable=False),
        _text("recipient_id", 64, nullable=True),
        sa.Column("state", _choice("recipient_state", *states), nullable=False),
        _text("reason", 100),
        _text("claim", 32, nullable=True),
        _time("claimed_at"),
        _time("claimed_until"),
        _number("attempts"),
        _number("lookups"),
        _time("try_after"),
        _text("message_id", 64, nullable=True),
        _time("sent_at"),
        _time("changed_at", nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.UniqueConstraint(
            "broadcast_id", "kind", "recipient_id", name="uq_broadcast_recipients_recipient"
        ),
        sa.ForeignKeyConstraint(
            ["broadcast_id"],
            ["broadcasts.id"],
            name=f"fk_{table}_broadcast_id_broadcasts",
            ondelete="CASCADE",
        ),
    )
    op.create_index(f"ix_{table}_state", table, ["broadcast_id", "state", "id"])
    op.create_index(f"ix_{table}_person", table, ["oa_id", "recipient_id", "sent_at"])
    op.create_index(f"ix_{table}_message", table, ["message_id"])


def _series() -> None:
    op.create_table(
        "broadcast_series",
        _id(),
        _text("oa_id", 64),
        _text("name", 200),
        sa.Column("audience", sa.JSON(), nullable=False),
        _number("weekday"),
        _text("at", 5),
        _number("lasts_minutes"),
        _text("last_tip", 100),
        _text("last_slot", 10),
        sa.Column(
            "state", _choice("series_state", "draft", "approved", "paused", "ended"), nullable=False
        ),
        _number("written_by", nullable=True),
        _number("approved_by", nullable=True),
        sa.Column("self_approved", sa.Boolean(), nullable=False),
        _time("created_at", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_broadcast_series"),
        _account("broadcast_series"),
    )
    op.create_index("ix_broadcast_series_state", "broadcast_series", ["state"])


def _subscriptions() -> None:
    op.create_table(
        "subscriptions",
        _text("oa_id", 64),
        _text("user_id", 64),
        _text("topic", 100),
        _time("since", nullable=False),
        sa.PrimaryKeyConstraint("oa_id", "user_id", "topic", name="pk_subscriptions"),
        _account("subscriptions"),
    )


def _groups() -> None:
    op.create_table(
        "zalo_groups",
        _text("oa_id", 64),
        _text("group_id", 64),
        _text("name", 200),
        _number("members"),
        _text("trouble", 100),
        _time("seen_at", nullable=False),
        sa.PrimaryKeyConstraint("oa_id", "group_id", name="pk_zalo_groups"),
        _account("zalo_groups"),
    )
