"""pace and watch mail.

Revision: 0050, after 0049
"""

import sqlalchemy as sa
from alembic import op

revision = '0050'
down_revision = '0049'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build what this revision adds."""
    op.create_table('mail_paces',
    sa.Column('domain', sa.String(length=254), nullable=False),
    sa.Column('next_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mail_paces')),
    sa.UniqueConstraint('domain', name=op.f('uq_mail_paces_domain'))
    )
    op.create_table('mail_troubles',
    sa.Column('kind', sa.Enum('mail_server', 'mail_waiting', name='trouble', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('began_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('words', sa.String(length=500), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('retry_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('told_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mail_troubles')),
    sa.UniqueConstraint('kind', name=op.f('uq_mail_troubles_kind'))
    )


def downgrade() -> None:
    """Take away what this revision added."""
    op.drop_table('mail_troubles')
    op.drop_table('mail_paces')
