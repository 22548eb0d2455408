"""approve parts of minutes.

Revision: 0056, after 0055
"""

import sqlalchemy as sa
from alembic import op

revision = '0056'
down_revision = '0055'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Keep which parts of minutes an approval covers; those given so far cover all."""
    with op.batch_alter_table('minutes_approvals', schema=None) as batch_op:
        batch_op.add_column(sa.Column('covers', sa.JSON(), server_default='["*"]', nullable=False))
        batch_op.drop_constraint('uq_minutes_approvals_capacity', type_='unique')
        batch_op.create_unique_constraint('uq_minutes_approvals_person', ['version_id', 'capacity', 'person_id'])


def downgrade() -> None:
    """Take away what this revision added, with what was approved in the place of others."""
    op.execute("DELETE FROM minutes_approvals WHERE CAST(covers AS VARCHAR) <> '[\"*\"]'")
    with op.batch_alter_table('minutes_approvals', schema=None) as batch_op:
        batch_op.drop_constraint('uq_minutes_approvals_person', type_='unique')
        batch_op.create_unique_constraint('uq_minutes_approvals_capacity', ['version_id', 'capacity'])
        batch_op.drop_column('covers')
