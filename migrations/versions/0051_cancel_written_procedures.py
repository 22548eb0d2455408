"""cancel written procedures.

Revision: 0051, after 0050
"""

from alembic import op

revision = '0051'
down_revision = '0050'
branch_labels = None
depends_on = None

BEGAN = "(state IN ('open', 'closed')) = (opened_at IS NOT NULL)"
BEGAN_OR_CANCELLED = (
    "(state IN ('open', 'closed') OR (state = 'cancelled' AND kind = 'written')) = (opened_at IS NOT NULL)"
)


def upgrade() -> None:
    """Let a written procedure be cancelled while it runs."""
    with op.batch_alter_table('sittings', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_sittings_opened_has_time'), type_='check')
        batch_op.create_check_constraint(batch_op.f('ck_sittings_opened_has_time'), BEGAN_OR_CANCELLED)


def downgrade() -> None:
    """Take away what this revision added; what was cancelled keeps its reason, not when it began."""
    with op.batch_alter_table('sittings', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_sittings_opened_has_time'), type_='check')
    op.execute("UPDATE sittings SET opened_at = NULL WHERE state = 'cancelled'")
    with op.batch_alter_table('sittings', schema=None) as batch_op:
        batch_op.create_check_constraint(batch_op.f('ck_sittings_opened_has_time'), BEGAN)
