"""put hints away.

Revision: 0064, after 0063
"""

import sqlalchemy as sa
from alembic import op

revision = '0064'
down_revision = '0063'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build what this revision adds."""
    op.create_table(
        'hints_seen',
        sa.Column('person_id', sa.Uuid(), nullable=False),
        sa.Column('code', sa.String(length=40), nullable=False),
        sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_hints_seen_person_id_people')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_hints_seen')),
        sa.UniqueConstraint('person_id', 'code', name=op.f('uq_hints_seen_person_id_code')),
    )


def downgrade() -> None:
    """Take away what this revision added."""
    op.drop_table('hints_seen')
