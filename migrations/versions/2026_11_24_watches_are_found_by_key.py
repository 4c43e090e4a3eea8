"""watches are found by key"""

import sqlalchemy as sa
from alembic import op

revision = "cbeec4b986d9"
down_revision = "1a44ee87d56b"
branch_labels = None
depends_on = None


def upgrade() -> None:
    marks = op.create_table(
        "sector_marks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sector_marks")),
    )
    op.bulk_insert(marks, [{"id": 1, "mark": "none has changed yet"}])
    op.create_table(
        "watch_keys",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("watch_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["watch_id"], ["watches.id"], name=op.f("fk_watch_keys_watch_id_watches"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", "watch_id", name=op.f("pk_watch_keys")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_watch_keys_watch_id"), "watch_keys", ["watch_id"])
    # Keys are the program's to write: watches without any are stale, and are keyed when the service starts.
    op.add_column("watches", sa.Column("keyed_by", sa.Text(), nullable=True))
    op.create_index(op.f("ix_watches_keyed_by"), "watches", ["keyed_by"])
    op.create_index(op.f("ix_watches_kind"), "watches", ["kind"])


def downgrade() -> None:
    op.drop_index(op.f("ix_watches_kind"), "watches")
    op.drop_index(op.f("ix_watches_keyed_by"), "watches")
    # Not in a batch: on SQLite that drops the table and with it, by cascade, what subscriptions ask for.
    op.drop_column("watches", "keyed_by")
    op.drop_table("watch_keys")
    op.drop_table("sector_marks")
