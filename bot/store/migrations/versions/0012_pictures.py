"""Picture cards and files that go along with broadcasts"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _files()
    _cards()
    picture = sa.Column("picture", sa.String(20), nullable=False, server_default="")
    op.add_column("broadcast_series", picture)


def downgrade() -> None:
    op.drop_column("broadcast_series", "picture")
    op.drop_table("broadcast_cards")
    op.drop_table("media_files")


def _files() -> None:
    kinds = ("picture", "file", "logo")
    kind = sa.Enum(*kinds, name="media_kind", native_enum=False, create_constraint=True, length=32)
    op.create_table(
        "media_files",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("oa_id", sa.String(64), nullable=False),
        sa.Column("kind", kind, nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("media_type", sa.String(100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("added_by", sa.String(255), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["oa_id"],
            ["official_accounts.oa_id"],
            name="fk_media_files_oa_id_official_accounts",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_media_files"),
    )
    op.create_index("ix_media_files_oa_id", "media_files", ["oa_id", "kind"])


def _cards() -> None:
    op.create_table(
        "broadcast_cards",
        sa.Column("broadcast_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("shape", sa.String(20), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("library", sa.String(64), nullable=False),
        sa.Column("logo", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["broadcast_id"],
            ["broadcasts.id"],
            name="fk_broadcast_cards_broadcast_id_broadcasts",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("broadcast_id", name="pk_broadcast_cards"),
    )
