"""correct addresses.

Revision: 0067, after 0066
"""

import sqlalchemy as sa
from alembic import op

revision = '0067'
down_revision = '0066'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build what this revision adds."""
    op.create_table('address_changes',
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('before', sa.String(length=254), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('taken_back_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.CheckConstraint('taken_back_at IS NULL OR confirmed_at IS NOT NULL', name=op.f('ck_address_changes_confirmed_first')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_address_changes_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_address_changes'))
    )
    op.create_index('ix_address_changes_before', 'address_changes', ['before', 'confirmed_at'], unique=False)
    op.create_index('ix_address_changes_person', 'address_changes', ['person_id', 'asked_at'], unique=False)


def downgrade() -> None:
    """Take away what this revision added."""
    op.drop_table('address_changes')
