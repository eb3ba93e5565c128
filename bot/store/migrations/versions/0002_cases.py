"""Cases of danger: register, evidence log, alerts"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
STATES = ("new", "alerted", "taken", "notified", "closed")
KINDS = ("new", "again", "wider", "news")
OUTCOMES = ("waiting", "sending", "sent", "failed")


def upgrade() -> None:
    op.add_column("people", sa.Column("crisis_until", TIME))
    _create_cases()
    _create_case_log()
    _refuse_changes_to_case_log()
    _create_case_alerts()


def downgrade() -> None:
    for table in ("case_alerts", "case_log", "cases"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_case_log_change()")
    op.drop_column("people", "crisis_until")


def _choice(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def _create_cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("oa_id", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(64)),
        sa.Column("event_key", sa.String(64), nullable=False),
        sa.Column("severity", sa.String(8), nullable=False),
        sa.Column("category", sa.String(8), nullable=False),
        sa.Column("basis", sa.String(16), nullable=False),
        sa.Column("state", _choice("state", STATES), nullable=False),
        sa.Column("received_at", TIME, nullable=False),
        sa.Column("nobody_on_duty", sa.Boolean(), nullable=False),
        sa.Column("alert_rounds", sa.Integer(), nullable=False),
        sa.Column("next_alert_at", TIME),
        sa.Column("alerted_at", TIME),
        sa.Column("taken_at", TIME),
        sa.Column("taken_by", sa.Integer()),
        sa.Column("notified_at", TIME),
        sa.Column("closed_at", TIME),
        sa.Column("retain_until", TIME),
        sa.Column("erasure_asked", sa.Boolean(), nullable=False),
        sa.Column("contact_sealed", sa.Text()),
        sa.Column("key_sealed", sa.Text()),
        sa.Column("log_length", sa.Integer(), nullable=False),
        sa.Column("log_digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
        sa.UniqueConstraint("oa_id", "number", name="uq_cases_number"),
        sa.UniqueConstraint("event_key", name="uq_cases_event_key"),
        sa.ForeignKeyConstraint(
            ["oa_id"], ["official_accounts.oa_id"], name="fk_cases_oa_id_official_accounts"
        ),
        sa.ForeignKeyConstraint(
            ["taken_by"], ["admins.id"], name="fk_cases_taken_by_admins", ondelete="SET NULL"
        ),
    )
    _index_cases()


def _index_cases() -> None:
    still_open = sa.text("closed_at IS NULL")
    op.create_index(
        "ix_cases_open",
        "cases",
        ["oa_id", "user_id"],
        unique=True,
        sqlite_where=still_open,
        postgresql_where=still_open,
    )
    op.create_index("ix_cases_next_alert_at", "cases", ["next_alert_at"])
    op.create_index("ix_cases_retain_until", "cases", ["retain_until"])


def _case_key(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=f"fk_{table}_case_id_cases")


def _create_case_log() -> None:
    op.create_table(
        "case_log",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("entry_key", sa.String(64)),
        sa.Column("content_sealed", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_case_log"),
        sa.UniqueConstraint("case_id", "position", name="uq_case_log_position"),
        sa.UniqueConstraint("entry_key", name="uq_case_log_entry_key"),
        _case_key("case_log"),
    )


def _refuse_changes_to_case_log() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_case_log_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'case_log is append-only'; END $$"
        )
        op.execute(
            "CREATE TRIGGER case_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE "
            "ON case_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_case_log_change()"
        )
        return
    for act in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER case_log_no_{act.lower()} BEFORE {act} ON case_log "
            "BEGIN SELECT RAISE(ABORT, 'case_log is append-only'); END"
        )


def _create_case_alerts() -> None:
    op.create_table(
        "case_alerts",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("admin_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("kind", _choice("kind", KINDS), nullable=False),
        sa.Column("about", sa.String(32), nullable=False),
        sa.Column("planned_at", TIME, nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("at", TIME),
        sa.Column("outcome", _choice("outcome", OUTCOMES), nullable=False),
        sa.Column("reason", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_case_alerts"),
        _case_key("case_alerts"),
        sa.ForeignKeyConstraint(
            ["admin_id"], ["admins.id"], name="fk_case_alerts_admin_id_admins", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_case_alerts_outcome", "case_alerts", ["outcome"])
    op.create_index("ix_case_alerts_case_id", "case_alerts", ["case_id"])
