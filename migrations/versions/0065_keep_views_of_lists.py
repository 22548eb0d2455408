"""keep views of lists.

Revision: 0065, after 0064
"""

import sqlalchemy as sa
from alembic import op

revision = '0065'
down_revision = '0064'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build what this revision adds."""
    op.create_table(
        'saved_views',
        sa.Column('person_id', sa.Uuid(), nullable=False),
        sa.Column('place', sa.String(length=40), nullable=False),
        sa.Column('name', sa.String(length=60), nullable=False),
        sa.Column('query', sa.String(length=1000), nullable=False),
        sa.Column('kept_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_saved_views_person_id_people')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_views')),
        sa.UniqueConstraint('person_id', 'place', 'name', name=op.f('uq_saved_views_person_id_place_name')),
    )


def downgrade() -> None:
    """Take away what this revision added."""
    op.drop_table('saved_views')
