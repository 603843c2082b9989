"""Add the key that keeps a job from being added twice.

Revision ID: 0006_job_keys
Revises: 0005_invitations
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006_job_keys"
down_revision: str | None = "0005_invitations"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Apply this revision."""
    with op.batch_alter_table("jobs") as batch_op:
        batch_op.add_column(sa.Column("active_key", sa.String(length=200), nullable=True))
        batch_op.create_unique_constraint(op.f("uq_jobs_active_key"), ["active_key"])


def downgrade() -> None:
    """Take this revision back."""
    with op.batch_alter_table("jobs") as batch_op:
        batch_op.drop_constraint(op.f("uq_jobs_active_key"), type_="unique")
        batch_op.drop_column("active_key")
