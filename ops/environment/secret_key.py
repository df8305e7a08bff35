"""Make the site's secret key once, and keep it beside the data, readable by its owner only."""

import os
import secrets
from pathlib import Path


def read_or_create_secret_key(path: Path) -> str:
    """Return the key stored in `path`; the first call makes one of 64 random bytes.

    Two processes that start together agree on one key: the file is created exclusively,
    and whoever comes second reads what the first one wrote (RELIABILITY 31: mode 0600,
    outside version control).
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    key = secrets.token_urlsafe(64)
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(key)
    try:
        # A hard link fails if the key exists and never shows a half-written file.
        os.link(temporary, path)
    except FileExistsError:
        pass
    finally:
        temporary.unlink()
    return path.read_text().strip()
