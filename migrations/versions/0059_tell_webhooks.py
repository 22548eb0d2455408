"""tell webhooks.

Revision: 0059, after 0058
"""

import sqlalchemy as sa
from alembic import op

revision = '0059'
down_revision = '0058'
branch_labels = None
depends_on = None

STATE = sa.Enum(
    'queued', 'sending', 'retrying', 'sent', 'failed', 'uncertain', 'bounced', 'cancelled', 'gathered', 'kept',
    name='state', native_enum=False, create_constraint=True, length=40,
)


def upgrade() -> None:
    """Build what this revision adds."""
    op.create_table('webhooks',
    sa.Column('organiser_id', sa.Uuid(), nullable=False),
    sa.Column('url', sa.String(length=500), nullable=False),
    sa.Column('secret', sa.String(length=80), nullable=False),
    sa.Column('told_until', sa.DateTime(timezone=True), nullable=False),
    sa.Column('made_by_id', sa.Uuid(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['made_by_id'], ['people.id'], name=op.f('fk_webhooks_made_by_id')),
    sa.ForeignKeyConstraint(['organiser_id'], ['organisers.id'], name=op.f('fk_webhooks_organiser_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_webhooks'))
    )
    op.create_index('ix_webhooks_organiser_id', 'webhooks', ['organiser_id'], unique=False)
    op.create_table('webhook_calls',
    sa.Column('webhook_id', sa.Uuid(), nullable=False),
    sa.Column('event_id', sa.Uuid(), nullable=False),
    sa.Column('payload', sa.JSON(), nullable=False),
    sa.Column('state', STATE, nullable=False),
    sa.Column('queued_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('leased_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answer', sa.String(length=500), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['webhook_id'], ['webhooks.id'], name=op.f('fk_webhook_calls_webhook_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_webhook_calls')),
    sa.UniqueConstraint('webhook_id', 'event_id', name='uq_webhook_calls_webhook_event')
    )
    op.create_index('ix_webhook_calls_due', 'webhook_calls', ['state', 'due_at'], unique=False)
    op.create_index('ix_message_attempts_settled', 'message_attempts', ['settled_at'], unique=False)


def downgrade() -> None:
    """Take away what this revision added."""
    op.drop_index('ix_message_attempts_settled', table_name='message_attempts')
    op.drop_table('webhook_calls')
    op.drop_table('webhooks')
