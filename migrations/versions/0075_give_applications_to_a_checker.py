"""give applications to a checker.

Revision: 0075, after 0074
"""

import sqlalchemy as sa
from alembic import op

revision = '0075'
down_revision = '0074'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build what this revision adds."""
    op.create_table('checkers',
    sa.Column('application_id', sa.Uuid(), nullable=False),
    sa.Column('checker_id', sa.Uuid(), nullable=True),
    sa.Column('before_id', sa.Uuid(), nullable=True),
    sa.Column('batch_id', sa.Uuid(), nullable=True),
    sa.Column('given_by_id', sa.Uuid(), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['applications.id'], name=op.f('fk_checkers_application_id')),
    sa.ForeignKeyConstraint(['before_id'], ['people.id'], name=op.f('fk_checkers_before_id')),
    sa.ForeignKeyConstraint(['checker_id'], ['people.id'], name=op.f('fk_checkers_checker_id')),
    sa.ForeignKeyConstraint(['given_by_id'], ['people.id'], name=op.f('fk_checkers_given_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_checkers')),
    sa.UniqueConstraint('application_id', name=op.f('uq_checkers_application_id'))
    )
    op.create_index(op.f('ix_checkers_batch_id'), 'checkers', ['batch_id'], unique=False)
    op.create_index(op.f('ix_checkers_checker_id'), 'checkers', ['checker_id'], unique=False)


def downgrade() -> None:
    """Take away what this revision added."""
    op.drop_table('checkers')
