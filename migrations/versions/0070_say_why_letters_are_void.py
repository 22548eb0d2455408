"""say why letters are void.

Revision: 0070, after 0069
"""

import sqlalchemy as sa
from alembic import op

revision = '0070'
down_revision = '0069'
branch_labels = None
depends_on = None

FAILURES = ('bounced', 'returned', 'not_opened', 'no_address')
REASONS = ('taken_up', 'corrected', 'moved_up', 'declined', 'revoked', 'contested', 'correcting', 'upheld')


def _allow(failures):
    with op.batch_alter_table('letter_deliveries', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_letter_deliveries_delivery_failure'), type_='check')
        batch_op.create_check_constraint(batch_op.f('ck_letter_deliveries_delivery_failure'), f'failure IN {failures}')


def upgrade() -> None:
    """Build what this revision adds."""
    _allow((*FAILURES, 'taken_back'))
    with op.batch_alter_table('letters', schema=None) as batch_op:
        batch_op.add_column(sa.Column('void_reason', sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column('void_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_check_constraint(batch_op.f('ck_letters_letter_void_reason'), f'void_reason IN {REASONS}')
        batch_op.create_check_constraint(
            batch_op.f('ck_letters_void_reason'), "void_reason IS NULL OR state = 'void'"
        )
    op.execute("UPDATE letter_jobs SET done = 0, parts = '[]' WHERE kind = 'print' AND ended_at IS NULL")


def downgrade() -> None:
    """Take away what this revision added."""
    with op.batch_alter_table('letters', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_letters_void_reason'), type_='check')
        batch_op.drop_constraint(batch_op.f('ck_letters_letter_void_reason'), type_='check')
        batch_op.drop_column('void_at')
        batch_op.drop_column('void_reason')
    op.execute("UPDATE letter_deliveries SET failure = 'bounced' WHERE failure = 'taken_back'")
    _allow(FAILURES)
