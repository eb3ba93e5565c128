"""Hand-overs that are taken, escalated and answered"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def _new_columns() -> list[sa.Column[Any]]:
    """Fresh ones at every call: a column belongs to one statement."""
    times = ("answer_by", "announced_at", "escalated_at", "claimed_until", "taken_at")
    later = ("answered_at", "last_word_at")
    return [
        sa.Column("number", sa.Integer(), nullable=False, server_default="0"),
        *(sa.Column(name, TIME) for name in (*times, *later)),
        sa.Column("taken_by", sa.Integer()),
        sa.Column("closed_by", sa.Integer()),
        sa.Column("questions_sealed", sa.Text()),
        sa.Column("answer_sealed", sa.Text()),
    ]


def upgrade() -> None:
    for column in _new_columns():
        op.add_column("handovers", column)
    _number_the_old_ones()
    op.create_index("uq_handovers_oa_id_number", "handovers", ["oa_id", "number"], unique=True)
    _create_waiting_answers()
    _create_faq_drafts()


def downgrade() -> None:
    op.drop_table("faq_drafts")
    op.drop_table("waiting_answers")
    op.drop_index("uq_handovers_oa_id_number", "handovers")
    for column in _new_columns():
        op.drop_column("handovers", column.name)


def _number_the_old_ones() -> None:
    """From 1 on within each account, in the order they were opened."""
    op.execute(
        "UPDATE handovers SET number = (SELECT COUNT(*) FROM handovers AS earlier"
        " WHERE earlier.oa_id = handovers.oa_id AND earlier.id <= handovers.id)"
    )


def _account_key(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["oa_id"],
        ["official_accounts.oa_id"],
        name=f"fk_{table}_oa_id_official_accounts",
        ondelete="CASCADE",
    )


def _handover_key(table: str, ondelete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["handover_id"],
        ["handovers.id"],
        name=f"fk_{table}_handover_id_handovers",
        ondelete=ondelete,
    )


def _create_waiting_answers() -> None:
    state = sa.Enum(
        "waiting",
        "sent",
        "refused",
        name="state",
        native_enum=False,
        create_constraint=True,
        length=32,
    )
    op.create_table(
        "waiting_answers",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("oa_id", sa.String(64), nullable=False),
        sa.Column("user_id", sa.String(64), nullable=False),
        sa.Column("handover_id", sa.Integer(), nullable=False),
        sa.Column("admin_id", sa.Integer()),
        sa.Column("event_key", sa.String(64), nullable=False),
        sa.Column("text_sealed", sa.Text()),
        sa.Column("state", state, nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("written_at", TIME, nullable=False),
        sa.Column("try_after", TIME, nullable=False),
        sa.Column("sent_at", TIME),
        sa.Column("reason", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_waiting_answers"),
        sa.UniqueConstraint("event_key", name="uq_waiting_answers_event_key"),
        _account_key("waiting_answers"),
        _handover_key("waiting_answers", "CASCADE"),
    )
    by_person = ["state", "oa_id", "user_id"]
    op.create_index("ix_waiting_answers_state", "waiting_answers", by_person)
    op.create_index("ix_waiting_answers_handover_id", "waiting_answers", ["handover_id"])


def _create_faq_drafts() -> None:
    op.create_table(
        "faq_drafts",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("oa_id", sa.String(64), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("handover_id", sa.Integer()),
        sa.Column("created_by", sa.Integer()),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("updated_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_faq_drafts"),
        sa.UniqueConstraint("handover_id", name="uq_faq_drafts_handover_id"),
        _account_key("faq_drafts"),
        _handover_key("faq_drafts", "SET NULL"),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["admins.id"],
            name="fk_faq_drafts_created_by_admins",
            ondelete="SET NULL",
        ),
    )
    op.create_index("ix_faq_drafts_oa_id_state", "faq_drafts", ["oa_id", "state"])
