"""Create rate slots.

Revision ID: 0002_rate_slots
Revises: 0001_runs
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002_rate_slots"
down_revision: str | None = "0001_runs"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Apply this revision."""
    op.create_table(
        "rate_slots",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service", sa.String(length=50), nullable=False),
        sa.Column("next_at", sa.Double(), nullable=False),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False
        ),
        sa.Column(
            "updated_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rate_slots")),
        sa.UniqueConstraint("service", name=op.f("uq_rate_slots_service")),
    )


def downgrade() -> None:
    """Take this revision back."""
    op.drop_table("rate_slots")
