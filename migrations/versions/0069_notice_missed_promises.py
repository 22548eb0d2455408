"""notice missed promises.

Revision: 0069, after 0068
"""

import sqlalchemy as sa
from alembic import op

revision = '0069'
down_revision = '0068'
branch_labels = None
depends_on = None

PROMISE = sa.Enum(
    'evaluation_due_at', 'decision_due_at', name='promise', native_enum=False, create_constraint=True, length=40
)


def upgrade() -> None:
    """Build what this revision adds."""
    op.create_table('missed_promises',
    sa.Column('call_id', sa.Uuid(), nullable=False),
    sa.Column('promise', PROMISE, nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('noticed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('told_until', sa.Uuid(), nullable=True),
    sa.Column('told_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['call_id'], ['calls.id'], name=op.f('fk_missed_promises_call_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_missed_promises')),
    sa.UniqueConstraint('call_id', 'promise', 'due_at', name='uq_missed_promises_date')
    )
    op.create_index('ix_missed_promises_untold', 'missed_promises', ['told_at', 'noticed_at'], unique=False)


def downgrade() -> None:
    """Take away what this revision added."""
    op.drop_table('missed_promises')
