"""tell cancellations.

Revision: 0060, after 0059
"""

import sqlalchemy as sa
from alembic import op

revision = '0060'
down_revision = '0059'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build what this revision adds; whoever was told in the request that cancelled is not told again."""
    with op.batch_alter_table('calls', schema=None) as batch_op:
        batch_op.add_column(sa.Column('cancel_told_until', sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column('cancel_told_at', sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE calls SET cancel_told_at = CURRENT_TIMESTAMP WHERE stage = 'cancelled'")


def downgrade() -> None:
    """Take away what this revision added."""
    with op.batch_alter_table('calls', schema=None) as batch_op:
        batch_op.drop_column('cancel_told_at')
        batch_op.drop_column('cancel_told_until')
