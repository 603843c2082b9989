"""Create runs.

Revision ID: 0001_runs
Revises: None
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0001_runs"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

JSON_DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
# Only these rows are in the indexes that claims use.
IS_OPEN = sa.text("status = 'open'")
IS_HELD = sa.text("status = 'open' AND holder IS NOT NULL")


def moment(name: str) -> sa.Column[sa.DateTime]:
    """Return a column that is set when a row is added or changed."""
    default = sa.func.now()
    return sa.Column(name, sa.DateTime(timezone=True), server_default=default, nullable=False)


def upgrade() -> None:
    """Apply this revision."""
    op.create_table(
        "runs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pipeline", sa.String(length=63), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("batch_size", sa.Integer(), nullable=False),
        sa.Column("max_retries", sa.Integer(), nullable=False),
        sa.Column("selection", JSON_DOCUMENT, nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("dead", sa.Integer(), nullable=False),
        sa.Column("cancelled", sa.Integer(), nullable=False),
        sa.Column("skipped", sa.Integer(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        moment("created_at"),
        moment("updated_at"),
        sa.CheckConstraint(
            "status IN ('running', 'paused', 'cancelling', 'done', 'cancelled')",
            name=op.f("ck_runs_status"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
    )
    with op.batch_alter_table("runs") as batch_op:
        batch_op.create_index(op.f("ix_runs_finished_at"), ["finished_at"], unique=False)
        batch_op.create_index(op.f("ix_runs_status"), ["status"], unique=False)
    op.create_table(
        "run_items",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("pipeline", sa.String(length=63), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("available_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("holder", sa.String(length=64), nullable=True),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("losses", sa.Integer(), nullable=False),
        sa.Column("error_code", sa.String(length=50), nullable=True),
        sa.Column("error", sa.String(length=500), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        moment("created_at"),
        moment("updated_at"),
        sa.CheckConstraint(
            "status IN ('open', 'done', 'dead', 'cancelled')", name=op.f("ck_run_items_status")
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["runs.id"], name=op.f("fk_run_items_run_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run_items")),
        sa.UniqueConstraint("run_id", "subject_id", name=op.f("uq_run_items_run_id")),
    )
    indexes = (
        ("uq_run_items_open", ["pipeline", "subject_id"], IS_OPEN),
        ("ix_run_items_due", ["run_id", "losses", "available_at", "id"], IS_OPEN),
        ("ix_run_items_held", ["available_at"], IS_HELD),
        ("ix_run_items_status", ["run_id", "status", "id"], None),
    )
    for name, columns, where in indexes:
        op.create_index(
            name,
            "run_items",
            columns,
            unique=name.startswith("uq_"),
            postgresql_where=where,
            sqlite_where=where,
        )


def downgrade() -> None:
    """Take this revision back."""
    op.drop_table("run_items")
    op.drop_table("runs")
