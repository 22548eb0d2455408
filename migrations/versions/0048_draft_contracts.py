"""draft contracts, and tell who let an offer lapse.

Revision: 0048, after 0047
"""

import sqlalchemy as sa
from alembic import op

revision = '0048'
down_revision = '0047'
branch_labels = None
depends_on = None

KINDS = (
    'award', 'award_with_conditions', 'reserve', 'rejection', 'inadmissible', 'on_hold', 'offer', 'declined',
    'revocation', 'correction', 'complaint', 'extension',
)
LATER = (*KINDS, 'lapsed', 'contract')
NAMES = {'wordings': 'ck_wordings_wording_kind', 'letters': 'ck_letters_letter_kind'}


def _allow(kinds):
    for table, name in NAMES.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_constraint(batch_op.f(name), type_='check')
            batch_op.create_check_constraint(batch_op.f(name), f'kind IN {kinds}')


def upgrade() -> None:
    """Build what this revision adds."""
    _allow(LATER)
    op.create_table('contracts',
    sa.Column('call_id', sa.Uuid(), nullable=False),
    sa.Column('application_id', sa.Uuid(), nullable=False),
    sa.Column('decision_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.String(length=120), nullable=False),
    sa.Column('contents', sa.JSON(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('drafted_by_id', sa.Uuid(), nullable=True),
    sa.Column('drafted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['applications.id'], name=op.f('fk_contracts_application_id')),
    sa.ForeignKeyConstraint(['call_id'], ['calls.id'], name=op.f('fk_contracts_call_id')),
    sa.ForeignKeyConstraint(['decision_id'], ['decisions.id'], name=op.f('fk_contracts_decision_id')),
    sa.ForeignKeyConstraint(['drafted_by_id'], ['people.id'], name=op.f('fk_contracts_drafted_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contracts')),
    sa.UniqueConstraint('decision_id', name='uq_contracts_decision')
    )
    with op.batch_alter_table('contracts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_contracts_application_id'), ['application_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_contracts_call_id'), ['call_id'], unique=False)


def downgrade() -> None:
    """Take away what this revision added."""
    with op.batch_alter_table('contracts', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_contracts_call_id'))
        batch_op.drop_index(batch_op.f('ix_contracts_application_id'))
    op.drop_table('contracts')
    for table in NAMES:
        op.execute(f"DELETE FROM {table} WHERE kind IN ('lapsed', 'contract')")
    _allow(KINDS)
