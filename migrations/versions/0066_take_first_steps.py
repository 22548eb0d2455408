"""take first steps.

Revision: 0066, after 0065
"""

import sqlalchemy as sa
from alembic import op

revision = '0066'
down_revision = '0065'
branch_labels = None
depends_on = None

STEP = sa.Enum(
    'organiser', 'looks', 'signs', 'contests', 'numbers', 'privacy', 'mail',
    name='step', native_enum=False, create_constraint=True, length=40,
)


def upgrade() -> None:
    """Build what this revision adds."""
    op.create_table(
        'organiser_ways',
        sa.Column('organiser_id', sa.Uuid(), nullable=False),
        sa.Column('contest_to', sa.String(length=500), nullable=False),
        sa.Column('privacy', sa.JSON(), nullable=False),
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(['organiser_id'], ['organisers.id'], name=op.f('fk_organiser_ways_organiser_id_organisers')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_organiser_ways')),
        sa.UniqueConstraint('organiser_id', name=op.f('uq_organiser_ways_organiser_id')),
    )
    op.create_table(
        'steps_put_aside',
        sa.Column('step', STEP, nullable=True),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('by_id', sa.Uuid(), nullable=False),
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(['by_id'], ['people.id'], name=op.f('fk_steps_put_aside_by_id_people')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_steps_put_aside')),
        sa.UniqueConstraint('step', name=op.f('uq_steps_put_aside_step')),
    )


def downgrade() -> None:
    """Take away what this revision added."""
    op.drop_table('steps_put_aside')
    op.drop_table('organiser_ways')
