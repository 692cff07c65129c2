"""Use cases of Parta ID; other packages may use the names exported here."""

from parta.identity.service.profiles import create_profile, set_badges, set_picture
from parta.identity.service.sessions import has_fresh_confirmation, open_session

__all__ = ["create_profile", "has_fresh_confirmation", "open_session", "set_badges", "set_picture"]
