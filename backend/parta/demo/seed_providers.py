"""The journal providers offered in the demo: regions, and the journals of their schools."""

from parta.adapters.journals import OidcClient
from parta.core.encryption import Encryption
from parta.core.unit_of_work import UnitOfWork
from parta.linking import service as linking
from parta.linking.service import ProviderSpec

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
_CLOSED_CLIENT = OidcClient("https://journal.example", "parta", "not-a-secret", "Europe/Moscow")
"""An address without a server, for journals that are shown as not available yet."""


async def write_providers(work: UnitOfWork, encryption: Encryption) -> None:
    """Add our own journal in the school's region, and other journals that are not available yet."""
    home = await linking.add_region(work, _HOME)
    specs = (
        ProviderSpec("Журнал Парты", "Школа № 1514 и школы, которые ведут журнал в Парте"),
        ProviderSpec("Электронный дневник города", "Государственные школы Москвы", _CLOSED_CLIENT, is_available=False),
        ProviderSpec("Классный час", "Частные школы и лицеи", _CLOSED_CLIENT, is_available=False),
    )
    for spec in specs:
        await linking.add_provider(work, home.id, spec, encryption=encryption)
    for title in _REGIONS:
        region = await linking.add_region(work, title)
        spec = ProviderSpec("Региональный электронный журнал", "Школы региона", _CLOSED_CLIENT, is_available=False)
        await linking.add_provider(work, region.id, spec, encryption=encryption)
