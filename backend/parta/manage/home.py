"""The folder where an installation keeps what is its own, and the settings with nothing left open."""

import os
import secrets
from pathlib import Path

from pydantic import SecretStr

from parta.core.settings import Settings

_CHECKOUT = Path(__file__).resolve().parents[3]


def complete(settings: Settings) -> Settings:
    """Give the settings with nothing left open but the database; what must be kept secret is made once and kept."""
    home = settings.folder.expanduser().absolute()
    make_passable(home)
    token = settings.demo_token or (SecretStr(secrets.token_urlsafe(16)) if settings.demo else None)
    return settings.model_copy(
        update={
            "home": home,
            "secret": settings.secret or SecretStr(kept_secret(home / "secret")),
            "demo_token": token,
            "files_url": settings.files_url or _files_folder(home).as_uri(),
            "web_root": settings.web_root or _CHECKOUT / "web" / "dist",
        }
    )


def as_environment(settings: Settings) -> dict[str, str]:
    """Give the variables that make another process read these same settings."""
    told: dict[str, str] = {}
    for name, value in settings.model_dump(mode="python").items():
        if isinstance(value, SecretStr):
            told[f"PARTA_{name.upper()}"] = value.get_secret_value()
        elif isinstance(value, (str, int, Path)):
            told[f"PARTA_{name.upper()}"] = str(value)
    return told


def make_passable(folder: Path) -> None:
    """Make the folder and its missing parents passable for every account; what exists is left as it is."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir()
        path.chmod(0o755)


def kept_secret(path: Path) -> str:
    """Give the secret of this file; the first time one is made."""
    if not path.exists():
        unfinished = path.with_name(f"{path.name}.{os.getpid()}")
        write_secret(unfinished, secrets.token_urlsafe(32))
        try:
            os.link(unfinished, path)  # of two who make it at once, one wins and both read the same
        except FileExistsError:
            pass
        finally:
            unfinished.unlink()
    return path.read_text()


def write_secret(path: Path, secret: str) -> None:
    """Leave a file that only its owner may read, from its first moment on."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secret)


def _files_folder(home: Path) -> Path:
    folder = home / "files"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
