"""FAQs with all their versions; what officers saved from conversations becomes drafts of them"""

import sqlalchemy as sa
from alembic import op

from knowledge.text.fold import fold

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
STATES = ("draft", "checked", "approved", "published", "unpublished")
SOURCES = ("form", "chat", "file", "api", "handover")
ACTS = (
    "drafted", "edited", "checked", "sent_back", "approved", "published", "unpublished",
    "rolled_back", "withdrawn",
)  # fmt: skip


def upgrade() -> None:
    _create_faqs()
    _create_versions()
    _create_events()
    op.create_table(
        "faq_release",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_faq_release"),
    )
    op.execute("INSERT INTO faq_release (id, number) VALUES (1, 0)")
    _take_over_drafts()
    _refuse_changes_to_events()
    op.drop_table("faq_drafts")


def downgrade() -> None:
    _create_faq_drafts()
    op.execute(
        "INSERT INTO faq_drafts (oa_id, question, answer, handover_id, created_by, state,"
        " created_at, updated_at) SELECT f.oa_id, v.question, v.answer, f.handover_id,"
        " v.written_by, 'draft', f.created_at, f.updated_at FROM faqs f"
        " JOIN faq_versions v ON v.faq_id = f.id AND v.version = f.version"
        " WHERE f.oa_id IS NOT NULL AND f.state = 'draft' AND f.handover_id IS NOT NULL"
    )
    for table in ("faq_release", "faq_events", "faq_versions", "faqs"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_faq_event_change()")


def _choice(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def _key(table: str, column: str, target: str, ondelete: str) -> sa.ForeignKeyConstraint:
    parent = target.split(".")[0]
    name = f"fk_{table}_{column}_{parent}"
    return sa.ForeignKeyConstraint([column], [target], name=name, ondelete=ondelete)


def _create_faqs() -> None:
    op.create_table(
        "faqs",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("oa_id", sa.String(64)),
        sa.Column("state", _choice("state", STATES), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("published_version", sa.Integer()),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("handover_id", sa.Integer()),
        sa.Column("origin", sa.String(160)),
        sa.Column("updated_by", sa.Integer()),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("updated_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_faqs"),
        sa.UniqueConstraint("handover_id", name="uq_faqs_handover_id"),
        sa.UniqueConstraint("origin", name="uq_faqs_origin"),
        _key("faqs", "oa_id", "official_accounts.oa_id", "CASCADE"),
        _key("faqs", "handover_id", "handovers.id", "SET NULL"),
        _key("faqs", "updated_by", "admins.id", "SET NULL"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_faqs_oa_id_state_id", "faqs", ["oa_id", "state", "id"])
    op.create_index("ix_faqs_oa_id_published_version", "faqs", ["oa_id", "published_version"])


def _create_versions() -> None:
    op.create_table(
        "faq_versions",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("faq_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("variants", sa.JSON(), nullable=False),
        sa.Column("citations", sa.JSON(), nullable=False),
        sa.Column("expires_on", sa.Date()),
        sa.Column("source", _choice("source", SOURCES), nullable=False),
        sa.Column("why", sa.String(500), nullable=False),
        sa.Column("written_by", sa.Integer()),
        sa.Column("written_at", TIME, nullable=False),
        sa.Column("approved_at", TIME),
        sa.PrimaryKeyConstraint("id", name="pk_faq_versions"),
        sa.UniqueConstraint("faq_id", "version", name="uq_faq_versions_version"),
        _key("faq_versions", "faq_id", "faqs.id", "CASCADE"),
        _key("faq_versions", "written_by", "admins.id", "SET NULL"),
    )


def _create_events() -> None:
    op.create_table(
        "faq_events",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("faq_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("act", _choice("act", ACTS), nullable=False),
        sa.Column("admin_id", sa.Integer()),
        sa.Column("actor", sa.String(254), nullable=False),
        sa.Column("self_approved", sa.Boolean(), nullable=False),
        sa.Column("why", sa.String(500), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_faq_events"),
    )
    op.create_index("ix_faq_events_faq_id", "faq_events", ["faq_id", "id"])


def _take_over_drafts() -> None:
    """Each saved draft becomes an FAQ with one version; the numbers stay."""
    bind = op.get_bind()
    op.execute(
        "INSERT INTO faqs (id, oa_id, state, version, folded, handover_id, updated_by,"
        " created_at, updated_at) SELECT id, oa_id, 'draft', 1, '', handover_id, created_by,"
        " created_at, updated_at FROM faq_drafts"
    )
    op.execute(
        "INSERT INTO faq_versions (faq_id, version, question, answer, variants, citations,"
        " source, why, written_by, written_at) SELECT id, 1, question, answer, '[]', '[]',"
        " 'handover', '', created_by, created_at FROM faq_drafts"
    )
    op.execute(
        "INSERT INTO faq_events (at, faq_id, version, act, admin_id, actor, self_approved, why)"
        " SELECT d.created_at, d.id, 1, 'drafted', d.created_by, COALESCE(a.email, ''), false, ''"
        " FROM faq_drafts d LEFT JOIN admins a ON a.id = d.created_by"
    )
    put = sa.text("UPDATE faqs SET folded = :folded WHERE id = :id")
    for number, question in bind.execute(sa.text("SELECT id, question FROM faq_drafts")).all():
        words = "".join(c if c.isalnum() else " " for c in fold(question)).split()
        bind.execute(put, {"id": number, "folded": " ".join(words)})
    if bind.dialect.name == "postgresql":
        op.execute(
            "SELECT setval(pg_get_serial_sequence('faqs', 'id'),"
            " GREATEST((SELECT MAX(id) FROM faqs), 1), EXISTS (SELECT 1 FROM faqs))"
        )


def _refuse_changes_to_events() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_faq_event_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'faq_events is append-only'; END $$"
        )
        op.execute(
            "CREATE TRIGGER faq_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE "
            "ON faq_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_faq_event_change()"
        )
        return
    for act in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER faq_events_no_{act.lower()} BEFORE {act} ON faq_events "
            "BEGIN SELECT RAISE(ABORT, 'faq_events is append-only'); END"
        )


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
        _key("faq_drafts", "oa_id", "official_accounts.oa_id", "CASCADE"),
        _key("faq_drafts", "handover_id", "handovers.id", "SET NULL"),
        _key("faq_drafts", "created_by", "admins.id", "SET NULL"),
    )
    op.create_index("ix_faq_drafts_oa_id_state", "faq_drafts", ["oa_id", "state"])
