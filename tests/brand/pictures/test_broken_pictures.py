"""Files that are no pictures are refused with a message and not stored, in every upload form."""

import io
import json
import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pillow_heif
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from wagtail.models import APIToken

from brand.models import CustomImage
from ops.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
FORMATS = {
    "jpg": "JPEG", "png": "PNG", "gif": "GIF", "webp": "WEBP", "avif": "AVIF", "heic": "HEIF",
}  # fmt: skip


def whole(suffix: str) -> bytes:
    pillow_heif.register_heif_opener()
    picture = Image.effect_noise((90, 60), 80).convert("RGB")
    file = io.BytesIO()
    picture.save(file, FORMATS[suffix])
    return file.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb() -> bytes:
    """Return a PNG of 20,000 × 20,000 pixels in a few bytes."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0))
    data = chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + head + data + chunk(b"IEND", b"")


BROKEN: dict[str, Callable[[], tuple[str, bytes]]] = {
    "nothing": lambda: ("a.jpg", b""),
    "three bytes": lambda: ("a.jpg", b"\xff\xd8\xff"),
    "words": lambda: ("a.png", b"Not a picture at all."),
    "a drawing in words": lambda: ("a.png", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
    "another format": lambda: ("a.jpg", whole("png")),
    "no suffix": lambda: ("a", whole("png")),
    "a bomb": lambda: ("a.png", bomb()),
}
BROKEN |= {
    f"half a {suffix}": lambda suffix=suffix: (
        f"a.{suffix}",
        whole(suffix)[: len(whole(suffix)) // 2],
    )
    for suffix in FORMATS
}
BROKEN |= {
    f"the first bytes of a {suffix}": lambda suffix=suffix: (f"a.{suffix}", whole(suffix)[:16])
    for suffix in FORMATS
}


def add(admin: Client, key: str, file: Any) -> Any:
    return admin.post("/admin/images/add/", {"title": "a", "file": file, "collection": "1"})


def choose(admin: Client, key: str, file: Any) -> Any:
    data = {"image-chooser-upload-title": "a", "image-chooser-upload-file": file}
    return admin.post(
        "/admin/images/chooser/create/", data | {"image-chooser-upload-collection": "1"}
    )


def several(admin: Client, key: str, file: Any) -> Any:
    headers = {"X-Requested-With": "XMLHttpRequest"}
    return admin.post("/admin/images/multiple/add/", {"files[]": file}, headers=headers)


def program(admin: Client, key: str, file: Any) -> Any:
    headers = {"Authorization": f"Bearer {key}"}
    return Client().post("/api/v3/images/", {"title": "a", "file": file}, headers=headers)


WAYS = [add, choose, several, program]


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path
    yield
    assert not [file for file in tmp_path.rglob("*") if file.is_file()]


@pytest.fixture
def key(owner: User) -> str:
    return str(APIToken.create_token(user=owner, name="test")[1])


@pytest.mark.parametrize("way", WAYS, ids=[way.__name__ for way in WAYS])
def test_each_is_refused_with_a_sentence(admin: Client, key: str, way: Callable[..., Any]) -> None:
    for name, make in BROKEN.items():
        answer = way(admin, key, SimpleUploadedFile(*make()))
        body = answer.content.decode()
        assert answer.status_code < 500, name
        assert not CustomImage.objects.exists(), name
        if way is program:
            assert answer.status_code in {400, 422}, name
            assert answer["Content-Type"].startswith("application/problem+json"), name
            continue
        said = body if answer["Content-Type"].startswith("text/html") else str(json.loads(body))
        words = ("fichier", "image", "format")  # in the language of the user
        assert "error" in said, name
        assert any(word in said for word in words), name
