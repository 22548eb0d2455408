"""find the next message.

Revision: 0076, after 0075
"""

import sqlalchemy as sa
from alembic import op

revision = "0076"
down_revision = "0075"
branch_labels = None
depends_on = None

WAITS = sa.text("state IN ('queued', 'retrying')")


def upgrade() -> None:
    """Build what this revision adds."""
    op.create_index(
        "ix_messages_next", "messages", ["priority", "due_at", "id"], sqlite_where=WAITS, postgresql_where=WAITS
    )


def downgrade() -> None:
    """Take away what this revision added."""
    op.drop_index("ix_messages_next", table_name="messages", sqlite_where=WAITS, postgresql_where=WAITS)
