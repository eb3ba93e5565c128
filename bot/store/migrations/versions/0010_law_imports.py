"""Documents that officers bring, and the libraries built with them"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _imports()
    _builds()


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def _imports() -> None:
    op.create_table(
        "law_imports",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("oa_id", sa.String(64), nullable=False),
        sa.Column("number", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(100), nullable=False),
        sa.Column("file_name", sa.String(255), nullable=False),
        sa.Column("stored", sa.String(64), nullable=False),
        sa.Column("parts", sa.Integer(), nullable=False),
        sa.Column(
            "state", _choice("import_state", "in_use", "replaced", "withdrawn"), nullable=False
        ),
        sa.Column("added_by", sa.String(255), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by", sa.String(255), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("ended_why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_law_imports"),
        sa.UniqueConstraint("stored", name="uq_law_imports_stored"),
        sa.UniqueConstraint("number", "version", name="uq_law_imports_number_version"),
    )
    op.create_index("ix_law_imports_state", "law_imports", ["state"])


def _builds() -> None:
    op.create_table(
        "library_builds",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("target", sa.String(64), nullable=False),
        sa.Column(
            "state",
            _choice("build_state", "running", "done", "failed", "tried_again"),
            nullable=False,
        ),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("library", sa.String(64), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("remarks", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_library_builds"),
    )
    op.create_index("ix_library_builds_target", "library_builds", ["target"])


def downgrade() -> None:
    op.drop_table("library_builds")
    op.drop_table("law_imports")
