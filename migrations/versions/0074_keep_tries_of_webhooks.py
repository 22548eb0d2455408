"""keep tries of webhooks.

Revision: 0074, after 0073
"""

import sqlalchemy as sa
from alembic import op

revision = '0074'
down_revision = '0073'
branch_labels = None
depends_on = None

STATES = ('queued', 'sending', 'retrying', 'sent', 'failed', 'uncertain', 'bounced', 'cancelled', 'gathered', 'kept')


def upgrade() -> None:
    """Build what this revision adds."""
    op.create_table('webhook_attempts',
    sa.Column('webhook_call_id', sa.Uuid(), nullable=False),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('state', sa.Enum(*STATES, name='state', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('answer', sa.String(length=500), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['webhook_call_id'], ['webhook_calls.id'], name=op.f('fk_webhook_attempts_webhook_call_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_webhook_attempts'))
    )
    op.create_index('ix_webhook_attempts_call', 'webhook_attempts', ['webhook_call_id', 'settled_at'], unique=False)


def downgrade() -> None:
    """Take away what this revision added."""
    op.drop_table('webhook_attempts')
