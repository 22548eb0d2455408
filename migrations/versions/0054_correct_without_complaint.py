"""correct without a complaint, withdraw one, and know what was told before letters were kept.

Revision: 0054, after 0053
"""

import sqlalchemy as sa
from alembic import op

revision = '0054'
down_revision = '0053'
branch_labels = None
depends_on = None

WAYS = ('online', 'e_address', 'email', 'post', 'on_the_spot')
CONCLUDED = 'concluded_at IS NULL OR ruling IS NOT NULL'
NO_LETTER = """UPDATE decisions SET told_before = true WHERE confirmed_by_id IS NOT NULL AND act <> 'declined'
    AND NOT EXISTS (SELECT 1 FROM letters WHERE letters.decision_id = decisions.id)"""


def _hold(ways, concluded):
    with op.batch_alter_table('complaints', schema=None) as batch_op:
        for name in ('ck_complaints_came_by', 'ck_complaints_concluded_after_ruling'):
            batch_op.drop_constraint(batch_op.f(name), type_='check')
        batch_op.create_check_constraint(batch_op.f('ck_complaints_came_by'), f'came_by IN {ways}')
        batch_op.create_check_constraint(batch_op.f('ck_complaints_concluded_after_ruling'), concluded)


def upgrade() -> None:
    """Build what this revision adds."""
    with op.batch_alter_table('complaints', schema=None) as batch_op:
        batch_op.add_column(sa.Column('failed', sa.JSON(), server_default='[]', nullable=False))
        batch_op.add_column(sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.alter_column('recorded_by_id', existing_type=sa.Uuid(), nullable=True)
    _hold((*WAYS, 'own_motion'), f'{CONCLUDED} OR withdrawn_at IS NOT NULL')
    with op.batch_alter_table('complaints', schema=None) as batch_op:
        batch_op.create_check_constraint(
            batch_op.f('ck_complaints_withdrawn_before_ruling'),
            'withdrawn_at IS NULL OR (ruling IS NULL AND concluded_at IS NOT NULL)',
        )
    op.add_column('decisions', sa.Column('told_before', sa.Boolean(), server_default='0', nullable=False))
    op.execute(NO_LETTER)


def downgrade() -> None:
    """Take away what this revision added."""
    op.drop_column('decisions', 'told_before')
    with op.batch_alter_table('complaints', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_complaints_withdrawn_before_ruling'), type_='check')
    op.execute("UPDATE complaints SET concluded_at = NULL WHERE withdrawn_at IS NOT NULL")
    op.execute("UPDATE complaints SET came_by = 'on_the_spot' WHERE came_by = 'own_motion'")
    _hold(WAYS, CONCLUDED)
    with op.batch_alter_table('complaints', schema=None) as batch_op:
        batch_op.drop_column('withdrawn_at')
        batch_op.drop_column('failed')
        batch_op.alter_column('recorded_by_id', existing_type=sa.Uuid(), nullable=False)
