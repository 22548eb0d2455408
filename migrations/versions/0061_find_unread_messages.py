"""find unread messages.

Revision: 0061, after 0060
"""

import sqlalchemy as sa
from alembic import op

revision = '0061'
down_revision = '0060'
branch_labels = None
depends_on = None

UNREAD = sa.text('read_at IS NULL')


def upgrade() -> None:
    """Build what this revision adds."""
    with op.batch_alter_table('messages', schema=None) as batch_op:
        batch_op.create_index('ix_messages_unread', ['person_id'], sqlite_where=UNREAD, postgresql_where=UNREAD)


def downgrade() -> None:
    """Take away what this revision added."""
    with op.batch_alter_table('messages', schema=None) as batch_op:
        batch_op.drop_index('ix_messages_unread')
