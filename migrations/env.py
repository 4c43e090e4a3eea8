"""Alembic's entry: runs the schema's history against the engine that the program (or `make`) hands over."""

import alerts.outbox.tables
import alerts.digests.tables
import alerts.rounds.tables
import alerts.watches.tables
import crawler.archive.tables
import crawler.fetching.tables
import crawler.sources.tables
from alembic import context
from crawler.database import Base, UtcDateTime

# One upgrade at a time on PostgreSQL; SQLite's own write lock does the same.
UPGRADE_LOCK = 7_233_741


def rendered(kind: str, value: object, autogen_context: object) -> str | bool:
    """A revision holds the column's plain type, so that it stays true when ours changes."""
    del autogen_context
    if kind == "type" and isinstance(value, UtcDateTime):
        return 'sa.DateTime(timezone=op.get_bind().dialect.name != "sqlite")'
    return False


engine = context.config.attributes["engine"]

with engine.execution_options(sqlite_begin="IMMEDIATE").connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        render_item=rendered,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({UPGRADE_LOCK})")
        context.run_migrations()
