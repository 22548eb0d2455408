"""answer awards.

Revision: 0041, after 0040
"""

import sqlalchemy as sa
from alembic import op

revision = '0041'
down_revision = '0040'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build what this revision adds."""
    op.create_table('award_answers',
    sa.Column('decision_id', sa.Uuid(), nullable=False),
    sa.Column('accepted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answered_by_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['answered_by_id'], ['people.id'], name=op.f('fk_award_answers_answered_by_id')),
    sa.ForeignKeyConstraint(['decision_id'], ['decisions.id'], name=op.f('fk_award_answers_decision_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_award_answers')),
    sa.UniqueConstraint('decision_id', name='uq_award_answers_decision')
    )


def downgrade() -> None:
    """Take away what this revision added."""
    op.drop_table('award_answers')
