"""write messages in own words.

Revision: 0057, after 0056
"""

import sqlalchemy as sa
from alembic import op

revision = '0057'
down_revision = '0056'
branch_labels = None
depends_on = None

OF_CALL = sa.text('call_id IS NOT NULL')
OF_ORGANISER = sa.text('call_id IS NULL')


def upgrade() -> None:
    """Build what this revision adds."""
    op.create_table('notice_texts',
    sa.Column('organiser_id', sa.Uuid(), nullable=False),
    sa.Column('call_id', sa.Uuid(), nullable=True),
    sa.Column('event', sa.String(length=60), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('subject', sa.String(length=500), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('written_by_id', sa.Uuid(), nullable=True),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.CheckConstraint("(subject = '') = (body = '')", name=op.f('ck_notice_texts_whole')),
    sa.CheckConstraint('revision > 0', name=op.f('ck_notice_texts_revision')),
    sa.ForeignKeyConstraint(['call_id'], ['calls.id'], name=op.f('fk_notice_texts_call_id')),
    sa.ForeignKeyConstraint(['organiser_id'], ['organisers.id'], name=op.f('fk_notice_texts_organiser_id')),
    sa.ForeignKeyConstraint(['written_by_id'], ['people.id'], name=op.f('fk_notice_texts_written_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice_texts'))
    )
    with op.batch_alter_table('notice_texts', schema=None) as batch_op:
        batch_op.create_index(
            'uq_notice_texts_call', ['call_id', 'event', 'language', 'revision'], unique=True,
            sqlite_where=OF_CALL, postgresql_where=OF_CALL,
        )
        batch_op.create_index(
            'uq_notice_texts_organiser', ['organiser_id', 'event', 'language', 'revision'], unique=True,
            sqlite_where=OF_ORGANISER, postgresql_where=OF_ORGANISER,
        )


def downgrade() -> None:
    """Take away what this revision added."""
    op.drop_table('notice_texts')
