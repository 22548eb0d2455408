"""make decisions follow each other.

Revision: 0036, after 0035
"""

import sqlalchemy as sa
from alembic import op

from grants.awards.deciding import protection

revision = '0036'
down_revision = '0035'
branch_labels = None
depends_on = None

OUTCOMES = ('awarded', 'reserve', 'rejected', 'ineligible', 'withdrawn')
LATER = (*OUTCOMES, 'on_hold', 'declined', 'revoked')
ACTS = ('confirmed', 'taken_up', 'corrected', 'moved_up', 'declined', 'revoked', 'contested')
CHECKS = {
    'first_confirmed': "(sequence = 1) = (act = 'confirmed')",
    'supersedes': "(sequence = 1) = (supersedes_id IS NULL)",
    'says_why': "act IN ('confirmed', 'moved_up', 'declined') OR because <> ''",
    'declined': "act <> 'declined' OR outcome = 'declined'",
    'revoked': "act <> 'revoked' OR outcome = 'revoked'",
    'moved_up': "act <> 'moved_up' OR outcome = 'awarded'",
    'conditions': "conditions = '' OR outcome = 'awarded'",
    'answer_until': "answer_until IS NULL OR outcome = 'awarded'",
    'resolution': "(resolution_number IS NULL) = (resolution_date IS NULL)",
    'ineligible_unranked': "rank IS NULL OR outcome <> 'ineligible'",
}


def upgrade() -> None:
    """Build what this revision adds."""
    with op.batch_alter_table('decisions', schema=None) as batch_op:
        batch_op.add_column(sa.Column('act', sa.String(length=40), server_default='confirmed', nullable=False))
        batch_op.add_column(sa.Column('supersedes_id', sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column('because', sa.Text(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('conditions', sa.Text(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('resolution_number', sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column('resolution_date', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('answer_until', sa.Date(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_decisions_supersedes_id'), 'decisions', ['supersedes_id'], ['id'])
        batch_op.create_unique_constraint('uq_decisions_supersedes', ['supersedes_id'])
        batch_op.drop_constraint(batch_op.f('ck_decisions_outcome'), type_='check')
        batch_op.create_check_constraint(batch_op.f('ck_decisions_outcome'), f'outcome IN {LATER}')
        batch_op.create_check_constraint(batch_op.f('ck_decisions_act'), f'act IN {ACTS}')
        for name, condition in CHECKS.items():
            batch_op.create_check_constraint(batch_op.f(f'ck_decisions_{name}'), condition)
    on_postgresql = op.get_bind().dialect.name == 'postgresql'
    for statement in protection.POSTGRESQL if on_postgresql else protection.SQLITE:
        op.execute(statement)


def downgrade() -> None:
    """Take away what this revision added."""
    if op.get_bind().dialect.name == 'postgresql':
        for statement in protection.POSTGRESQL_REMOVAL:
            op.execute(statement)
    with op.batch_alter_table('decisions', schema=None) as batch_op:
        for name in CHECKS:
            batch_op.drop_constraint(batch_op.f(f'ck_decisions_{name}'), type_='check')
        batch_op.drop_constraint(batch_op.f('ck_decisions_act'), type_='check')
        batch_op.drop_constraint(batch_op.f('ck_decisions_outcome'), type_='check')
        batch_op.create_check_constraint(batch_op.f('ck_decisions_outcome'), f'outcome IN {OUTCOMES}')
        batch_op.drop_constraint('uq_decisions_supersedes', type_='unique')
        batch_op.drop_constraint(batch_op.f('fk_decisions_supersedes_id'), type_='foreignkey')
        for name in ('answer_until', 'resolution_date', 'resolution_number', 'conditions', 'because', 'supersedes_id', 'act'):
            batch_op.drop_column(name)
