"""Consents and requests about personal data"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
PURPOSES = ("answers", "history", "officer", "tips")
RIGHTS = ("see", "erase", "withdraw", "correct")
SOURCES = ("chat", "zalo")


def upgrade() -> None:
    _create_consents()
    _refuse_changes_to_consents()
    _create_data_requests()


def downgrade() -> None:
    op.drop_table("data_requests")
    op.drop_table("consents")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_consent_change()")


def _choice(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def _create_consents() -> None:
    op.create_table(
        "consents",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("oa_id", sa.String(64), nullable=False),
        sa.Column("user_id", sa.String(64), nullable=False),
        sa.Column("purpose", _choice("purpose", PURPOSES), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("wording", sa.String(64), nullable=False),
        sa.Column("event_key", sa.String(64), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_consents"),
        sa.UniqueConstraint("event_key", "purpose", name="uq_consents_event_key"),
        sa.ForeignKeyConstraint(
            ["oa_id"],
            ["official_accounts.oa_id"],
            name="fk_consents_oa_id_official_accounts",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_consents_person", "consents", ["oa_id", "user_id", "id"])


def _refuse_changes_to_consents() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_consent_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'consents cannot be changed'; END $$"
        )
        op.execute(
            "CREATE TRIGGER consents_no_update BEFORE UPDATE ON consents "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_consent_change()"
        )
        return
    op.execute(
        "CREATE TRIGGER consents_no_update BEFORE UPDATE ON consents "
        "BEGIN SELECT RAISE(ABORT, 'consents cannot be changed'); END"
    )


def _create_data_requests() -> None:
    op.create_table(
        "data_requests",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("oa_id", sa.String(64), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("user_id", sa.String(64)),
        sa.Column("kind", _choice("kind", RIGHTS), nullable=False),
        sa.Column("source", _choice("source", SOURCES), nullable=False),
        sa.Column("event_key", sa.String(64), nullable=False),
        sa.Column("received_at", TIME, nullable=False),
        sa.Column("reply_by", TIME, nullable=False),
        sa.Column("finish_by", TIME, nullable=False),
        sa.Column("replied_at", TIME),
        sa.Column("finished_at", TIME),
        sa.Column("outcome", sa.String(32), nullable=False),
        sa.Column("warned_at", TIME),
        sa.PrimaryKeyConstraint("id", name="pk_data_requests"),
        sa.UniqueConstraint("oa_id", "year", "number", name="uq_data_requests_number"),
        sa.UniqueConstraint("oa_id", "event_key", name="uq_data_requests_event_key"),
        sa.ForeignKeyConstraint(
            ["oa_id"], ["official_accounts.oa_id"], name="fk_data_requests_oa_id_official_accounts"
        ),
    )
    op.create_index("ix_data_requests_finished_at", "data_requests", ["finished_at"])
