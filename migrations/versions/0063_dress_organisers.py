"""dress organisers.

Revision: 0063, after 0062
"""

import sqlalchemy as sa
from alembic import op

revision = '0063'
down_revision = '0062'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build what this revision adds."""
    with op.batch_alter_table('organisers', schema=None) as batch_op:
        batch_op.add_column(sa.Column('colour', sa.String(length=7), server_default='', nullable=False))
        batch_op.add_column(sa.Column('logo', sa.String(length=64), server_default='', nullable=False))
        batch_op.add_column(sa.Column('logo_width', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('logo_height', sa.Integer(), server_default='0', nullable=False))
    op.create_table(
        'logos',
        sa.Column('organiser_id', sa.Uuid(), nullable=False),
        sa.Column('content', sa.LargeBinary(), nullable=False),
        sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(['organiser_id'], ['organisers.id'], name=op.f('fk_logos_organiser_id_organisers')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_logos')),
        sa.UniqueConstraint('organiser_id', name=op.f('uq_logos_organiser_id')),
    )


def downgrade() -> None:
    """Take away what this revision added."""
    op.drop_table('logos')
    with op.batch_alter_table('organisers', schema=None) as batch_op:
        batch_op.drop_column('logo_height')
        batch_op.drop_column('logo_width')
        batch_op.drop_column('logo')
        batch_op.drop_column('colour')
