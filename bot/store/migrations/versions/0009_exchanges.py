"""What was asked and what became of it"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _exchanges()
    _counts()
    _groups()
    _unanswered()
    with op.batch_alter_table("waiting_answers") as table:  # an answer without a hand-over
        table.alter_column("handover_id", existing_type=sa.Integer(), nullable=True)


def _account(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_oa_id_official_accounts"
    return sa.ForeignKeyConstraint(
        ["oa_id"], ["official_accounts.oa_id"], name=name, ondelete="CASCADE"
    )


def _exchanges() -> None:
    op.create_table(
        "exchanges",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("oa_id", sa.String(64), nullable=False),
        sa.Column("event", sa.String(32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("intent", sa.String(16), nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("topic", sa.String(100), nullable=False),
        sa.Column("source", sa.String(100), nullable=False),
        sa.Column("confidence", sa.Integer()),
        sa.Column("milliseconds", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_exchanges"),
        sa.UniqueConstraint("event", name="uq_exchanges_event"),
        _account("exchanges"),
    )
    op.create_index("ix_exchanges_oa_id_at", "exchanges", ["oa_id", "at"])


def _counts() -> None:
    op.create_table(
        "exchange_counts",
        sa.Column("oa_id", sa.String(64), nullable=False),
        sa.Column(
            "axis",
            sa.Enum(
                "topic", "hour", "wait", "topic_month", "hour_month", "wait_month",
                "source_month",
                name="axis", native_enum=False, create_constraint=True, length=32,
            ),
            nullable=False,
        ),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("value", sa.String(100), nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "oa_id", "axis", "day", "value", "outcome", name="pk_exchange_counts"
        ),
        _account("exchange_counts"),
    )  # fmt: skip


def _groups() -> None:
    op.create_table(
        "question_groups",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("oa_id", sa.String(64), nullable=False),
        sa.Column("central_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open", "answered", "dismissed",
                name="state", native_enum=False, create_constraint=True, length=32,
            ),
            nullable=False,
        ),
        sa.Column("faq_id", sa.Integer()),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.Column("told_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_question_groups"),
        _account("question_groups"),
    )  # fmt: skip
    op.create_index("ix_question_groups_oa_id_state", "question_groups", ["oa_id", "state"])


def _unanswered() -> None:
    table = "unanswered_questions"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("oa_id", sa.String(64), nullable=False),
        sa.Column("event", sa.String(32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user_id", sa.String(64)),
        sa.Column("reason", sa.String(16), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("group_id", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_unanswered_questions"),
        sa.UniqueConstraint("event", name="uq_unanswered_questions_event"),
        _account(table),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["question_groups.id"],
            name="fk_unanswered_questions_group_id_question_groups",
            ondelete="SET NULL",
        ),
    )
    for columns in (["oa_id", "user_id"], ["group_id"], ["oa_id", "group_id"], ["at"]):
        op.create_index(f"ix_{table}_{'_'.join(columns)}", table, columns)


def downgrade() -> None:
    op.execute("DELETE FROM waiting_answers WHERE handover_id IS NULL")
    with op.batch_alter_table("waiting_answers") as table:
        table.alter_column("handover_id", existing_type=sa.Integer(), nullable=False)
    for name in ("unanswered_questions", "question_groups", "exchange_counts", "exchanges"):
        op.drop_table(name)
