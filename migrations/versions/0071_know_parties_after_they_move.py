"""Know who confirmed as a party by the address of their account, wherever it moves."""

import sqlalchemy as sa
from alembic import op

revision = '0071'
down_revision = '0070'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build what this revision adds."""
    with op.batch_alter_table('confirmations') as table:
        table.add_column(sa.Column('known_by', sa.String(length=254), nullable=False, server_default=''))
        table.drop_index('ix_confirmations_email')
        table.create_index('ix_confirmations_known_by', ['known_by'], unique=False)
    op.execute('UPDATE confirmations SET known_by = email')
    with op.batch_alter_table('confirmations') as table:
        table.alter_column('known_by', server_default=None)


def downgrade() -> None:
    """Take away what this revision added."""
    with op.batch_alter_table('confirmations') as table:
        table.drop_index('ix_confirmations_known_by')
        table.create_index('ix_confirmations_email', ['email'], unique=False)
        table.drop_column('known_by')
