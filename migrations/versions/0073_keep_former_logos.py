"""keep former logos.

Revision: 0073, after 0072
"""

import sqlalchemy as sa
from alembic import op

revision = '0073'
down_revision = '0072'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build what this revision adds."""
    op.add_column('logos', sa.Column('digest', sa.String(length=64), server_default='', nullable=False))
    op.execute(
        "UPDATE logos SET digest = (SELECT organisers.logo FROM organisers WHERE organisers.id = logos.organiser_id)"
    )
    with op.batch_alter_table('logos', schema=None) as batch_op:
        batch_op.alter_column('digest', existing_type=sa.String(length=64), existing_nullable=False, server_default=None)
        batch_op.drop_constraint(batch_op.f('uq_logos_organiser_id'), type_='unique')
        batch_op.create_unique_constraint(batch_op.f('uq_logos_organiser_id_digest'), ['organiser_id', 'digest'])
        batch_op.create_index('ix_logos_digest', ['digest'], unique=False)


def downgrade() -> None:
    """Take away what this revision added."""
    op.execute("DELETE FROM logos WHERE digest <> (SELECT logo FROM organisers WHERE organisers.id = logos.organiser_id)")
    with op.batch_alter_table('logos', schema=None) as batch_op:
        batch_op.drop_index('ix_logos_digest')
        batch_op.drop_constraint(batch_op.f('uq_logos_organiser_id_digest'), type_='unique')
        batch_op.create_unique_constraint(batch_op.f('uq_logos_organiser_id'), ['organiser_id'])
        batch_op.drop_column('digest')
