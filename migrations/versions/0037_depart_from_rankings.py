"""depart from rankings.

Revision: 0037, after 0036
"""

import sqlalchemy as sa
from alembic import op

revision = '0037'
down_revision = '0036'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build what this revision adds."""
    op.create_table('departures',
    sa.Column('application_id', sa.Uuid(), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('body', sa.Enum('committee', 'council', name='body', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('outcome', sa.Enum('awarded', 'reserve', 'rejected', 'on_hold', name='departing', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('amount', sa.BigInteger(), nullable=True),
    sa.Column('conditions', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('recorded_by_id', sa.Uuid(), nullable=True),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('approved_by_id', sa.Uuid(), nullable=True),
    sa.Column('approved_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.CheckConstraint("(outcome IS NOT NULL AND outcome = 'awarded') = (amount IS NOT NULL)", name=op.f('ck_departures_amount')),
    sa.CheckConstraint("(approved_by_id IS NULL) = (approved_at IS NULL)", name=op.f('ck_departures_approved')),
    sa.CheckConstraint("amount IS NULL OR amount > 0", name=op.f('ck_departures_amount_positive')),
    sa.CheckConstraint("conditions = '' OR (outcome IS NOT NULL AND outcome = 'awarded')", name=op.f('ck_departures_conditions')),
    sa.CheckConstraint("outcome IS NULL OR reason <> ''", name=op.f('ck_departures_says_why')),
    sa.ForeignKeyConstraint(['application_id'], ['applications.id'], name=op.f('fk_departures_application_id')),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['people.id'], name=op.f('fk_departures_recorded_by_id')),
    sa.ForeignKeyConstraint(['approved_by_id'], ['people.id'], name=op.f('fk_departures_approved_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_departures')),
    sa.UniqueConstraint('application_id', 'sequence', name='uq_departures_sequence')
    )


def downgrade() -> None:
    """Take away what this revision added."""
    op.drop_table('departures')
