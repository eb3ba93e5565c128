"""Alembic's entry point; run by ``bot.store.migrate`` with an open connection."""

from alembic import context

from bot.store.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    on_version_apply=context.config.attributes["on_version_apply"],
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
