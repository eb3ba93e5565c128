"""Where officers are signed in, so that one device can be signed out"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "signed_in_devices",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("admin_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_signed_in_devices"),
        sa.ForeignKeyConstraint(
            ["admin_id"],
            ["admins.id"],
            name="fk_signed_in_devices_admin_id_admins",
            ondelete="CASCADE",
        ),
    )
    op.create_index("uq_signed_in_devices_digest", "signed_in_devices", ["digest"], unique=True)
    op.create_index("ix_signed_in_devices_admin_id", "signed_in_devices", ["admin_id"])


def downgrade() -> None:
    op.drop_table("signed_in_devices")
