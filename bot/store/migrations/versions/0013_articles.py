"""Zalo articles and their broadcasts to followers, branches and tags of people and groups"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _labels("person_labels", "user_id")
    op.create_index("ix_person_labels_name", "person_labels", ["oa_id", "kind", "name"])
    _labels("group_labels", "group_id")
    _articles()


def downgrade() -> None:
    for table in ("articles", "group_labels", "person_labels"):
        op.drop_table(table)


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


def _long(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=False)


def _number(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _yes(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _json(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.JSON(), nullable=False)


def _labels(table: str, whose: str) -> None:
    op.create_table(
        table,
        _text("oa_id", 64),
        _text(whose, 64),
        sa.Column("kind", _choice("kind", "branch", "tag", "zalo_tag"), nullable=False),
        _text("name", 50),
        _time("since", nullable=False),
        sa.PrimaryKeyConstraint("oa_id", whose, "kind", "name", name=f"pk_{table}"),
        _account(table),
    )


def _articles() -> None:
    states = (
        "draft", "checked", "approved", "scheduled", "making", "sending", "sent", "unknown",
        "paused", "cancelled", "expired",
    )  # fmt: skip
    op.create_table(
        "articles",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        _text("oa_id", 64),
        _text("title", 200),
        _long("description"),
        _text("author", 100),
        _long("text"),
        _json("citation"),
        _long("source"),
        _text("cover", 255),
        _text("tip", 100),
        _json("filters"),
        _text("library", 64),
        sa.Column("state", _choice("article_state", *states), nullable=False),
        _text("reason", 100),
        _yes("to_tell"),
        *(_number(name, nullable=True) for name in ("written_by", "checked_by", "approved_by")),
        _yes("self_approved"),
        *(_time(name) for name in ("scheduled_for", "not_after", "try_after", "begun_at")),
        _text("claim", 32, nullable=True),
        _time("claimed_until"),
        _number("attempts"),
        _number("lookups"),
        _text("made", 64),
        _text("token", 255),
        _text("article_id", 64),
        _long("link"),
        _number("views", nullable=True),
        _text("message_id", 64),
        *(_time(name) for name in ("sent_at", "ended_at")),
        *(_time(name, nullable=False) for name in ("created_at", "updated_at")),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
        _account("articles"),
    )
    op.create_index("ix_articles_state", "articles", ["state", "scheduled_for"])
    op.create_index("ix_articles_oa_id", "articles", ["oa_id", "id"])
