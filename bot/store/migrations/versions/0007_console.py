"""How officers sign in, tokens of programs, trial mode; what a hand-over is about"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _sign_ins()
    _ways_in()
    _api_tokens()
    for column in ("actor", "action"):
        op.create_index(f"ix_audit_log_{column}_id", "audit_log", [column, "id"])
    about = sa.Column("topic", sa.String(100), nullable=False, server_default="")
    op.add_column("handovers", about)
    op.create_table(
        "trial_people",
        sa.Column("oa_id", sa.String(64), nullable=False),
        sa.Column("user_id", sa.String(64), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("oa_id", "user_id", name="pk_trial_people"),
        sa.ForeignKeyConstraint(
            ["oa_id"],
            ["official_accounts.oa_id"],
            name="fk_trial_people_oa_id_official_accounts",
            ondelete="CASCADE",
        ),
    )


def _officer(table: str, column: str = "admin_id") -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_admins"
    return sa.ForeignKeyConstraint([column], ["admins.id"], name=name, ondelete="CASCADE")


def _sign_ins() -> None:
    op.create_table(
        "sign_ins",
        sa.Column("admin_id", sa.Integer(), nullable=False),
        sa.Column("password", sa.Text()),
        sa.Column("password_since", sa.DateTime(timezone=True)),
        sa.Column("factor_sealed", sa.Text()),
        sa.Column("factor_since", sa.DateTime(timezone=True)),
        sa.Column("factor_step", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True)),
        sa.Column("last_at", sa.DateTime(timezone=True)),
        sa.Column("disabled_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("admin_id", name="pk_sign_ins"),
        _officer("sign_ins"),
    )


def _ways_in() -> None:
    op.create_table(
        "recovery_codes",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("admin_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_recovery_codes"),
        _officer("recovery_codes"),
    )
    op.create_index("uq_recovery_codes_code", "recovery_codes", ["admin_id", "digest"], unique=True)
    op.create_table(
        "invitations",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("admin_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_invitations"),
        _officer("invitations"),
    )
    op.create_index("ix_invitations_admin_id", "invitations", ["admin_id"])


def _api_tokens() -> None:
    op.create_table(
        "api_tokens",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("oa_id", sa.String(64), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("hint", sa.String(8), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True)),
        sa.Column("last_used_at", sa.DateTime(timezone=True)),
        sa.Column("revoked_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_api_tokens"),
        sa.UniqueConstraint("digest", name="uq_api_tokens_digest"),
        sa.ForeignKeyConstraint(
            ["oa_id"],
            ["official_accounts.oa_id"],
            name="fk_api_tokens_oa_id_official_accounts",
            ondelete="CASCADE",
        ),
        _officer("api_tokens", "created_by"),
    )
    op.create_index("ix_api_tokens_oa_id", "api_tokens", ["oa_id"])


def downgrade() -> None:
    for column in ("actor", "action"):
        op.drop_index(f"ix_audit_log_{column}_id", "audit_log")
    op.drop_column("handovers", "topic")
    for table in ("trial_people", "api_tokens", "invitations", "recovery_codes", "sign_ins"):
        op.drop_table(table)
