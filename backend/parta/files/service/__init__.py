"""What is done with files."""

from parta.files.service.keeping import grant as grant
from parta.files.service.keeping import revoke as revoke
