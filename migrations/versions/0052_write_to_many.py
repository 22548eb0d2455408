"""write to many, and keep every try.

Revision: 0052, after 0051
"""

import sqlalchemy as sa
from alembic import op

revision = '0052'
down_revision = '0051'
branch_labels = None
depends_on = None

STATE = sa.Enum(
    'prepared', 'begun', 'written', 'stopped', 'dropped',
    name='state', native_enum=False, create_constraint=True, length=40,
)
TRIED = sa.Enum(
    'queued', 'sending', 'retrying', 'sent', 'failed', 'uncertain', 'bounced', 'cancelled',
    name='state', native_enum=False, create_constraint=True, length=40,
)


def upgrade() -> None:
    """Build what this revision adds."""
    op.create_table('notice_batches',
    sa.Column('call_id', sa.Uuid(), nullable=False),
    sa.Column('audience', sa.String(length=40), nullable=False),
    sa.Column('words', sa.JSON(), nullable=False),
    sa.Column('recipients', sa.JSON(), nullable=False),
    sa.Column('unreached', sa.JSON(), nullable=False),
    sa.Column('edits', sa.JSON(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('expanded', sa.Integer(), nullable=False),
    sa.Column('state', STATE, nullable=False),
    sa.Column('reply_to', sa.String(length=254), nullable=False),
    sa.Column('made_by_id', sa.Uuid(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('stopped_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('stopped_by_id', sa.Uuid(), nullable=True),
    sa.Column('reason', sa.String(length=500), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.CheckConstraint("(state = 'stopped') = (stopped_at IS NOT NULL)", name=op.f('ck_notice_batches_stopped_has_time')),
    sa.CheckConstraint("state NOT IN ('begun', 'written') OR starts_at IS NOT NULL", name=op.f('ck_notice_batches_begun_has_time')),
    sa.CheckConstraint('expanded >= 0', name=op.f('ck_notice_batches_expanded')),
    sa.ForeignKeyConstraint(['made_by_id'], ['people.id'], name=op.f('fk_notice_batches_made_by_id')),
    sa.ForeignKeyConstraint(['stopped_by_id'], ['people.id'], name=op.f('fk_notice_batches_stopped_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice_batches'))
    )
    op.create_index('ix_notice_batches_call', 'notice_batches', ['call_id', 'made_at'], unique=False)
    op.create_index('ix_notice_batches_state', 'notice_batches', ['state', 'starts_at'], unique=False)
    op.create_table('message_attempts',
    sa.Column('message_id', sa.Uuid(), nullable=False),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('state', TRIED, nullable=False),
    sa.Column('answer', sa.String(length=500), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['message_id'], ['messages.id'], name=op.f('fk_message_attempts_message_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_message_attempts'))
    )
    op.create_index('ix_message_attempts_message', 'message_attempts', ['message_id', 'settled_at'], unique=False)
    with op.batch_alter_table('messages', schema=None) as batch_op:
        batch_op.add_column(sa.Column('batch_id', sa.Uuid(), nullable=True))
        batch_op.create_index(batch_op.f('ix_messages_batch_id'), ['batch_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_messages_batch_id'), 'notice_batches', ['batch_id'], ['id'])


def downgrade() -> None:
    """Take away what this revision added."""
    with op.batch_alter_table('messages', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_messages_batch_id'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_messages_batch_id'))
        batch_op.drop_column('batch_id')
    op.drop_table('message_attempts')
    op.drop_table('notice_batches')
