"""What people think of answers"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("oa_id", sa.String(64), nullable=False),
        sa.Column("answer", sa.String(64), nullable=False),
        sa.Column("useful", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(16), nullable=False),
        sa.Column("card", sa.String(100), nullable=False),
        sa.Column("citations", sa.JSON(), nullable=False),
        sa.Column("library", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_feedback"),
        sa.UniqueConstraint("answer", name="uq_feedback_answer"),
        sa.ForeignKeyConstraint(
            ["oa_id"],
            ["official_accounts.oa_id"],
            name="fk_feedback_oa_id_official_accounts",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_feedback_at", "feedback", ["at"])


def downgrade() -> None:
    op.drop_table("feedback")
