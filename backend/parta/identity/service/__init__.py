"""What is done in Parta ID; here is what other parts of Parta may ask for."""

from parta.identity.service.profiles import create_profile, set_badges, set_picture
from parta.identity.service.sessions import has_fresh_confirmation, open_session

__all__ = ["create_profile", "has_fresh_confirmation", "open_session", "set_badges", "set_picture"]
