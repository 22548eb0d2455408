"""Find what somebody confirmed as a party by their address."""

from alembic import op

revision = '0068'
down_revision = '0067'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build what this revision adds."""
    op.create_index('ix_confirmations_email', 'confirmations', ['email'], unique=False)


def downgrade() -> None:
    """Take away what this revision added."""
    op.drop_index('ix_confirmations_email', table_name='confirmations')
