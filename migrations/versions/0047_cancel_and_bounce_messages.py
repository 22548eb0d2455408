"""cancel and bounce messages.

Revision: 0047, after 0046
"""

import sqlalchemy as sa
from alembic import op

revision = '0047'
down_revision = '0046'
branch_labels = None
depends_on = None

BEFORE = "state IN ('queued', 'sending', 'retrying', 'sent', 'failed', 'uncertain')"
AFTER = "state IN ('queued', 'sending', 'retrying', 'sent', 'failed', 'uncertain', 'bounced', 'cancelled')"
WITHHELD = "withheld IN ('done', 'moved', 'over', 'not_theirs', 'seat_lost', 'conflict', 'stopped')"


def upgrade() -> None:
    """Build what this revision adds."""
    with op.batch_alter_table('messages', schema=None) as batch_op:
        batch_op.add_column(sa.Column('application_id', sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column('facts', sa.JSON(), server_default='{}', nullable=False))
        batch_op.add_column(sa.Column('withheld', sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column('doubts', sa.Integer(), server_default='0', nullable=False))
        batch_op.create_check_constraint(op.f('ck_messages_withheld'), WITHHELD)
        batch_op.drop_constraint(op.f('ck_messages_state'), type_='check')
        batch_op.create_check_constraint(op.f('ck_messages_state'), AFTER)
        batch_op.create_check_constraint(
            op.f('ck_messages_cancelled_says_why'), "state <> 'cancelled' OR withheld IS NOT NULL"
        )
        batch_op.create_index(batch_op.f('ix_messages_application_id'), ['application_id'], unique=False)


def downgrade() -> None:
    """Take away what this revision added; what came back or was not sent any more counts as failed."""
    op.execute("UPDATE messages SET state = 'failed' WHERE state IN ('bounced', 'cancelled')")
    with op.batch_alter_table('messages', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_messages_application_id'))
        batch_op.drop_constraint(op.f('ck_messages_cancelled_says_why'), type_='check')
        batch_op.drop_constraint(op.f('ck_messages_state'), type_='check')
        batch_op.create_check_constraint(op.f('ck_messages_state'), BEFORE)
        batch_op.drop_constraint(op.f('ck_messages_withheld'), type_='check')
        batch_op.drop_column('doubts')
        batch_op.drop_column('withheld')
        batch_op.drop_column('facts')
        batch_op.drop_column('application_id')
