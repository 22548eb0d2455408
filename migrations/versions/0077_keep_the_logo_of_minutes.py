"""keep the logo of minutes.

Revision: 0077, after 0076
"""

import sqlalchemy as sa
from alembic import op

revision = "0077"
down_revision = "0076"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build what this revision adds."""
    op.add_column("minutes_versions", sa.Column("logo", sa.String(length=64), server_default="", nullable=False))


def downgrade() -> None:
    """Take away what this revision added."""
    with op.batch_alter_table("minutes_versions") as table:
        table.drop_column("logo")
