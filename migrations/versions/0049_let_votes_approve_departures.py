"""let votes approve departures.

Revision: 0049, after 0048
"""

import sqlalchemy as sa
from alembic import op

revision = '0049'
down_revision = '0048'
branch_labels = None
depends_on = None

APPROVED = '(approved_by_id IS NULL) = (approved_at IS NULL)'
APPROVED_OR_VOTED = '(approved_at IS NOT NULL) = (approved_by_id IS NOT NULL OR voted_on IS NOT NULL)'


def upgrade() -> None:
    """Build what this revision adds."""
    with op.batch_alter_table('departures', schema=None) as batch_op:
        batch_op.add_column(sa.Column('voted_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('minutes_number', sa.String(length=120), server_default='', nullable=False))
        batch_op.drop_constraint(batch_op.f('ck_departures_approved'), type_='check')
        batch_op.create_check_constraint(batch_op.f('ck_departures_approved'), APPROVED_OR_VOTED)
        batch_op.create_check_constraint(batch_op.f('ck_departures_voted'), "(voted_on IS NULL) = (minutes_number = '')")


def downgrade() -> None:
    """Take away what this revision added; what only a vote approved waits for the chair again."""
    op.execute("UPDATE departures SET approved_at = NULL, voted_on = NULL, minutes_number = '' WHERE approved_by_id IS NULL")
    with op.batch_alter_table('departures', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_departures_voted'), type_='check')
        batch_op.drop_constraint(batch_op.f('ck_departures_approved'), type_='check')
        batch_op.create_check_constraint(batch_op.f('ck_departures_approved'), APPROVED)
        batch_op.drop_column('minutes_number')
        batch_op.drop_column('voted_on')
