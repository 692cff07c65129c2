"""Use cases of files; other packages may use the names exported here."""

from parta.files.service.grants import grant as grant
from parta.files.service.grants import grant_all as grant_all
from parta.files.service.grants import revoke as revoke
