"""`python -m migrations "why"` writes the next revision: what the tables have and the schema's history has not."""

import sys
import tempfile

from alembic import command

from crawler.database import alembic_config, migrate, open_engine

if len(sys.argv) != 2:
    sys.exit('usage: python -m migrations "why"')
with tempfile.TemporaryDirectory() as folder:
    engine = open_engine(f"sqlite:///{folder}/empty.db")
    migrate(engine)
    command.revision(alembic_config(engine), message=sys.argv[1], autogenerate=True)
