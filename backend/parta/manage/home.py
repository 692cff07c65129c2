"""The home folder of an installation, and its settings with all defaults filled in."""

import os
import secrets
from pathlib import Path

from pydantic import SecretStr

from parta.core.settings import Settings

CHECKOUT = Path(__file__).resolve().parents[3]
"""The folder of the repository, where this runs from one."""


def complete_settings(settings: Settings) -> Settings:
    """Return the settings with every default but the database filled in. Missing secrets are created and stored."""
    home = settings.folder.expanduser().absolute()
    make_traversable(home)
    token = settings.demo_token or (SecretStr(secrets.token_urlsafe(16)) if settings.demo else None)
    return settings.model_copy(
        update={
            "home": home,
            "secret": settings.secret or SecretStr(ensure_secret(home / "secret")),
            "demo_token": token,
            "files_url": settings.files_url or _ensure_files_folder(home).as_uri(),
            "web_root": settings.web_root or CHECKOUT / "web" / "dist",
        }
    )


def to_environment(settings: Settings) -> dict[str, str]:
    """Return the environment variables by which another process reads the same settings."""
    environment: dict[str, str] = {}
    for name, value in settings.model_dump(mode="python").items():
        if isinstance(value, SecretStr):
            environment[f"PARTA_{name.upper()}"] = value.get_secret_value()
        elif isinstance(value, (str, int, float, Path)):
            environment[f"PARTA_{name.upper()}"] = str(value)
    return environment


def make_traversable(folder: Path) -> None:
    """Create the folder and its missing parents so that every account can traverse them; what exists is not changed."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir()
        path.chmod(0o755)


def ensure_secret(path: Path) -> str:
    """Return the secret in this file; it is created the first time."""
    if not path.exists():
        temporary = path.with_name(f"{path.name}.{os.getpid()}")
        write_secret(temporary, secrets.token_urlsafe(32))
        try:
            os.link(temporary, path)  # of two concurrent creations one wins, and both read the same secret
        except FileExistsError:
            pass
        finally:
            temporary.unlink()
    return path.read_text()


def write_secret(path: Path, secret: str) -> None:
    """Write a file that only its owner can read at any time."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secret)


def _ensure_files_folder(home: Path) -> Path:
    folder = home / "files"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
