"""choose how messages come.

Revision: 0053, after 0052
"""

import sqlalchemy as sa
from alembic import op

revision = '0053'
down_revision = '0052'
branch_labels = None
depends_on = None

BEFORE = "state IN ('queued', 'sending', 'retrying', 'sent', 'failed', 'uncertain', 'bounced', 'cancelled')"
AFTER = (
    "state IN ('queued', 'sending', 'retrying', 'sent', 'failed', 'uncertain', 'bounced', 'cancelled', 'gathered', "
    "'kept')"
)


def upgrade() -> None:
    """Build what this revision adds."""
    op.create_table('calendar_feeds',
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('serial', sa.Uuid(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_calendar_feeds_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar_feeds')),
    sa.UniqueConstraint('person_id', name=op.f('uq_calendar_feeds_person_id'))
    )
    op.create_table('notice_choices',
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('pace', sa.Enum('at_once', 'daily', name='pace', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('quiet_from', sa.Integer(), nullable=True),
    sa.Column('quiet_until', sa.Integer(), nullable=True),
    sa.Column('off', sa.JSON(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.CheckConstraint('(quiet_from IS NULL) = (quiet_until IS NULL)', name=op.f('ck_notice_choices_quiet')),
    sa.CheckConstraint('quiet_from BETWEEN 0 AND 23', name=op.f('ck_notice_choices_quiet_from')),
    sa.CheckConstraint('quiet_until BETWEEN 0 AND 23', name=op.f('ck_notice_choices_quiet_until')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_notice_choices_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice_choices')),
    sa.UniqueConstraint('person_id', name=op.f('uq_notice_choices_person_id'))
    )
    op.create_table('reminder_dates',
    sa.Column('call_id', sa.Uuid(), nullable=False),
    sa.Column('hours', sa.JSON(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['call_id'], ['calls.id'], name=op.f('fk_reminder_dates_call_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reminder_dates')),
    sa.UniqueConstraint('call_id', name=op.f('uq_reminder_dates_call_id'))
    )
    op.create_table('results_told',
    sa.Column('call_id', sa.Uuid(), nullable=False),
    sa.Column('told_until', sa.Uuid(), nullable=True),
    sa.Column('told_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['call_id'], ['calls.id'], name=op.f('fk_results_told_call_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_results_told')),
    sa.UniqueConstraint('call_id', name=op.f('uq_results_told_call_id'))
    )
    with op.batch_alter_table('applications', schema=None) as batch_op:
        batch_op.add_column(sa.Column('reminded_for', sa.DateTime(timezone=True), nullable=True))

    op.execute(  # what counted reminders says now how many hours before the deadline the last one came
        "UPDATE applications SET reminders = CASE reminders WHEN 1 THEN 48 ELSE 6 END, "
        "reminded_for = (SELECT closes_at FROM calls WHERE calls.id = applications.call_id) WHERE reminders > 0"
    )

    with op.batch_alter_table('clarifications', schema=None) as batch_op:
        batch_op.add_column(sa.Column('reminded_at', sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table('messages', schema=None) as batch_op:
        batch_op.add_column(sa.Column('read_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.drop_constraint(op.f('ck_messages_state'), type_='check')
        batch_op.create_check_constraint(op.f('ck_messages_state'), AFTER)

    op.execute("UPDATE messages SET read_at = queued_at")  # nobody has to read what they had by e-mail


def downgrade() -> None:
    """Take away what this revision added; what stood in an inbox only counts as sent."""
    op.execute("UPDATE messages SET state = 'sent', sent_at = queued_at WHERE state IN ('gathered', 'kept')")
    with op.batch_alter_table('messages', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_messages_state'), type_='check')
        batch_op.create_check_constraint(op.f('ck_messages_state'), BEFORE)
        batch_op.drop_column('read_at')

    with op.batch_alter_table('clarifications', schema=None) as batch_op:
        batch_op.drop_column('reminded_at')

    op.execute("UPDATE applications SET reminders = CASE reminders WHEN 0 THEN 0 WHEN 48 THEN 1 ELSE 2 END")
    op.drop_column('applications', 'reminded_for')  # without building the table anew, to which triggers refer

    op.drop_table('results_told')
    op.drop_table('reminder_dates')
    op.drop_table('notice_choices')
    op.drop_table('calendar_feeds')
