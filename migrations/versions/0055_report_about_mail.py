"""report about mail.

Revision: 0055, after 0054
"""

import sqlalchemy as sa
from alembic import op

revision = '0055'
down_revision = '0054'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build what this revision adds."""
    op.create_table('mail_reports',
    sa.Column('message_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('failed', 'delayed', 'complaint', name='report_kind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('status', sa.String(length=20), nullable=False),
    sa.Column('words', sa.String(length=500), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('told_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['message_id'], ['messages.id'], name=op.f('fk_mail_reports_message_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mail_reports')),
    sa.UniqueConstraint('digest', name=op.f('uq_mail_reports_digest'))
    )
    with op.batch_alter_table('mail_reports', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mail_reports_message_id'), ['message_id'], unique=False)


def downgrade() -> None:
    """Take away what this revision added."""
    op.drop_table('mail_reports')
