"""compute what scores are worth.

Revision: 0029, after 0028
"""

import sqlalchemy as sa
from alembic import op

revision = '0029'
down_revision = '0028'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build what this revision adds."""
    op.create_table('score_statistics',
    sa.Column('call_id', sa.Uuid(), nullable=False),
    sa.Column('inputs', sa.String(length=64), nullable=False),
    sa.Column('seen', sa.Integer(), nullable=False),
    sa.Column('percent', sa.Integer(), nullable=False),
    sa.Column('result', sa.JSON(), nullable=False),
    sa.Column('worked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('computed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('asked_by_id', sa.Uuid(), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['asked_by_id'], ['people.id'], name=op.f('fk_score_statistics_asked_by_id')),
    sa.ForeignKeyConstraint(['call_id'], ['calls.id'], name=op.f('fk_score_statistics_call_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_score_statistics')),
    sa.UniqueConstraint('call_id', name=op.f('uq_score_statistics_call_id'))
    )


def downgrade() -> None:
    """Take away what this revision added."""
    op.drop_table('score_statistics')
