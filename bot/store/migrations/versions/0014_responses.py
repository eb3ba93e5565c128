"""What came back on a broadcast; the hour its writer asks for; when recipients were forgotten"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("replied", "reacted", "stopped"):
        column: sa.Column[bool] = sa.Column(
            name, sa.Boolean(), nullable=False, server_default=sa.false()
        )
        op.add_column("broadcast_recipients", column)
    for name in ("wished_for", "forgotten_at"):
        op.add_column("broadcasts", sa.Column(name, sa.DateTime(timezone=True)))
    op.add_column("broadcasts", sa.Column("origin", sa.String(100)))
    op.create_index("ix_broadcasts_origin", "broadcasts", ["origin"], unique=True)
    op.create_index("ix_broadcasts_begun_at", "broadcasts", ["begun_at"])


def downgrade() -> None:
    op.drop_index("ix_broadcasts_begun_at", "broadcasts")
    op.drop_index("ix_broadcasts_origin", "broadcasts")
    for name in ("origin", "forgotten_at", "wished_for"):
        op.drop_column("broadcasts", name)
    for name in ("stopped", "reacted", "replied"):
        op.drop_column("broadcast_recipients", name)
