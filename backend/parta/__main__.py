"""`python -m parta`."""

from parta.manage.cli import app

app()
