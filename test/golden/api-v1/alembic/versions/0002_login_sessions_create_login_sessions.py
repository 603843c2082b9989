"""Create login sessions: one row for each login, which its refresh tokens refer to.

Revision ID: 0002_login_sessions
Revises: 0001_accounts
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002_login_sessions"
down_revision: str | None = "0001_accounts"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Apply this revision."""
    op.create_table(
        "login_sessions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("credentials_version", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("user_agent", sa.String(length=400), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False
        ),
        sa.Column(
            "updated_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_login_sessions_user_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_sessions")),
    )
    op.create_index(op.f("ix_login_sessions_user_id"), "login_sessions", ["user_id"], unique=False)
    # A family of refresh tokens becomes a session, so that existing logins stay valid.
    op.execute(
        """
        INSERT INTO login_sessions (
            id, user_id, credentials_version, address, user_agent,
            last_used_at, expires_at, revoked_at, created_at, updated_at
        )
        SELECT
            family_id, user_id, credentials_version, 'unknown', '',
            MAX(created_at), MAX(expires_at), MAX(revoked_at), MIN(created_at), MAX(updated_at)
        FROM refresh_tokens
        GROUP BY family_id, user_id, credentials_version
        """
    )
    with op.batch_alter_table("refresh_tokens") as batch_op:
        batch_op.drop_index(op.f("ix_refresh_tokens_family_id"))
        batch_op.drop_index(op.f("ix_refresh_tokens_user_id"))
        batch_op.drop_constraint(op.f("fk_refresh_tokens_user_id"), type_="foreignkey")
        batch_op.alter_column("family_id", new_column_name="session_id")
        batch_op.drop_column("user_id")
        batch_op.drop_column("credentials_version")
        batch_op.drop_column("expires_at")
        batch_op.drop_column("revoked_at")
    with op.batch_alter_table("refresh_tokens") as batch_op:
        batch_op.create_index(op.f("ix_refresh_tokens_session_id"), ["session_id"], unique=False)
        batch_op.create_foreign_key(
            op.f("fk_refresh_tokens_session_id"),
            "login_sessions",
            ["session_id"],
            ["id"],
            ondelete="CASCADE",
        )


def downgrade() -> None:
    """Revert this revision."""
    with op.batch_alter_table("refresh_tokens") as batch_op:
        batch_op.drop_index(op.f("ix_refresh_tokens_session_id"))
        batch_op.drop_constraint(op.f("fk_refresh_tokens_session_id"), type_="foreignkey")
        batch_op.alter_column("session_id", new_column_name="family_id")
        batch_op.add_column(sa.Column("user_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("credentials_version", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(
        """
        UPDATE refresh_tokens SET (user_id, credentials_version, expires_at, revoked_at) = (
            SELECT user_id, credentials_version, expires_at, revoked_at
            FROM login_sessions WHERE login_sessions.id = refresh_tokens.family_id
        )
        """
    )
    with op.batch_alter_table("refresh_tokens") as batch_op:
        batch_op.alter_column("user_id", existing_type=sa.Uuid(), nullable=False)
        batch_op.alter_column("credentials_version", existing_type=sa.Integer(), nullable=False)
        batch_op.alter_column(
            "expires_at", existing_type=sa.DateTime(timezone=True), nullable=False
        )
        batch_op.create_index(op.f("ix_refresh_tokens_family_id"), ["family_id"], unique=False)
        batch_op.create_index(op.f("ix_refresh_tokens_user_id"), ["user_id"], unique=False)
        batch_op.create_foreign_key(
            op.f("fk_refresh_tokens_user_id"), "users", ["user_id"], ["id"], ondelete="CASCADE"
        )
    op.drop_table("login_sessions")
