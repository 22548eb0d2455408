"""say on every page.

Revision: 0062, after 0061
"""

import sqlalchemy as sa
from alembic import op

revision = '0062'
down_revision = '0061'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build what this revision adds."""
    op.create_table(
        'banners',
        sa.Column('tone', sa.Enum('news', 'maintenance', 'outage', name='tone', native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column('words', sa.JSON(), nullable=False),
        sa.Column('begins_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('taken_down_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('put_up_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('put_up_by_id', sa.Uuid(), nullable=True),
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.CheckConstraint('ends_at > begins_at', name=op.f('ck_banners_moments')),
        sa.ForeignKeyConstraint(['put_up_by_id'], ['people.id'], name=op.f('fk_banners_put_up_by_id_people')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_banners')),
    )
    with op.batch_alter_table('banners', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_banners_ends_at'), ['ends_at'], unique=False)


def downgrade() -> None:
    """Take away what this revision added."""
    op.drop_table('banners')
