"""The demo school's catalogue: regions, and the journals that their schools keep."""

from sqlalchemy.ext.asyncio import AsyncSession

from parta.adapters.journals import Door
from parta.core.encryption import Encryption
from parta.linking import service as linking
from parta.linking.service import Offer

_REGIONS = (
    "Архангельская область",
    "Владимирская область",
    "Калужская область",
    "Краснодарский край",
    "Ленинградская область",
    "Московская область",
    "Нижегородская область",
    "Новосибирская область",
    "Пермский край",
    "Республика Татарстан",
    "Самарская область",
    "Санкт-Петербург",
    "Свердловская область",
    "Тверская область",
    "Ярославская область",
)
_HOME = "Москва"
_DOOR = Door("https://journal.example", "parta", "not-a-secret", "Europe/Moscow")
"""Nobody lives there: journals that the catalogue shows as closed for now."""


async def write_catalogue(session: AsyncSession, client_secrets: Encryption) -> None:
    """Offer our own journal in the school's region, and beside it journals that are closed for now."""
    home = await linking.add_region(session, _HOME)
    offers = (
        Offer("Журнал Парты", "Школа № 1514 и школы, которые ведут журнал в Парте"),
        Offer("Электронный дневник города", "Государственные школы Москвы", _DOOR, is_available=False),
        Offer("Классный час", "Частные школы и лицеи", _DOOR, is_available=False),
    )
    for offer in offers:
        await linking.add_provider(session, home.id, offer, client_secrets=client_secrets)
    for title in _REGIONS:
        region = await linking.add_region(session, title)
        offer = Offer("Региональный электронный журнал", "Школы региона", _DOOR, is_available=False)
        await linking.add_provider(session, region.id, offer, client_secrets=client_secrets)
