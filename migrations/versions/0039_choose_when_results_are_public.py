"""choose when results are public.

Revision: 0039, after 0038
"""

import sqlalchemy as sa
from alembic import op

revision = '0039'
down_revision = '0038'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build what this revision adds."""
    with op.batch_alter_table('calls', schema=None) as batch_op:
        batch_op.add_column(sa.Column('results_at', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Take away what this revision added."""
    with op.batch_alter_table('calls', schema=None) as batch_op:
        batch_op.drop_column('results_at')
