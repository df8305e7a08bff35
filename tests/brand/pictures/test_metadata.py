"""No file that a stranger can fetch reveals where a picture was taken, or with which camera.

exiftool gives pictures a place, camera, serial number, author and comments in every standard that
it can write, and they are uploaded as an owner does it.
"""

import io
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pillow_heif
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from PIL import Image as Pillow
from PIL import ImageCms, ImageDraw

from brand.models import CustomImage, HomePage, StandardPage
from brand.pictures.metadata import BadPicture, without_metadata
from tests import factories

pytestmark = pytest.mark.any_database

CANARY = "Kanarienvogel7"
FORMATS = {
    "jpg": "JPEG", "png": "PNG", "webp": "WEBP", "gif": "GIF", "avif": "AVIF", "heic": "HEIF",
}  # fmt: skip
needs_exiftool = pytest.mark.skipif(
    not shutil.which("exiftool"), reason="exiftool (libimage-exiftool-perl) is not installed"
)
pillow_heif.register_heif_opener()


def scene(size: tuple[int, int] = (320, 240)) -> Pillow.Image:
    """Return a picture: red above, blue below, with a white square in the upper left corner."""
    picture = Pillow.new("RGB", size, "#2140c8")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, size[0], size[1] // 2), fill="#c82121")
    draw.rectangle((0, 0, size[0] // 4, size[1] // 4), fill="#ffffff")
    return picture


def photo(folder: Path, extension: str, *, orientation: int = 1, **options: Any) -> bytes:
    """Return a file as a camera writes it: `scene` with all kinds of metadata."""
    path = folder / f"photo.{extension}"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    extra = {} if extension == "gif" else {"icc_profile": profile}
    scene().save(path, FORMATS[extension], **extra, **options)
    thumbnail = folder / "thumbnail.jpg"
    scene((64, 48)).save(thumbnail)
    tags = [f"-{tag}={CANARY}" for tag in (
        "EXIF:Make", "EXIF:Model", "EXIF:SerialNumber", "EXIF:Artist", "EXIF:UserComment",
        "XMP:Creator", "XMP:City", "IPTC:City", "IPTC:By-line", "Comment", "PNG:Author",
    )]  # fmt: skip
    place = [
        *("-EXIF:GPSLatitude=48.8566", "-EXIF:GPSLatitudeRef=N"),
        *("-EXIF:GPSLongitude=2.3522", "-EXIF:GPSLongitudeRef=E"),
    ]
    side = f"-EXIF:Orientation#={orientation}"
    command = ["exiftool", "-q", "-m", "-overwrite_original", *tags, *place, side]
    command += [f"-ThumbnailImage<={thumbnail}", str(path)]
    done = subprocess.run(command, capture_output=True, check=False)
    assert path.exists(), done.stderr
    data = path.read_bytes()
    assert CANARY.encode() in data
    return data


def told(data: bytes, tmp_path: Path) -> str:
    """Return everything that exiftool finds in a file, except size and colours."""
    path = tmp_path / "looked-at"
    path.write_bytes(data)
    groups = ["-EXIF:all", "-GPS:all", "-XMP:all", "-IPTC:all", "-MakerNotes:all", "-Comment"]
    command = ["exiftool", "-a", "-G1", "-s", "-u", *groups, "-PNG:Author", "-JPEG:all", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


@needs_exiftool
@pytest.mark.parametrize("orientation", [1, 6])
@pytest.mark.parametrize("extension", FORMATS)
def test_the_picture_stays_and_everything_else_goes(
    tmp_path: Path, extension: str, orientation: int
) -> None:
    data = photo(tmp_path, extension, orientation=orientation)
    clean = without_metadata(data)
    assert CANARY.encode() not in clean
    assert CANARY.encode("utf-16-le") not in clean
    found = told(clean, tmp_path)
    assert "GPS" not in found
    assert "Thumbnail" not in found
    assert set(re.findall(r"^\[(?:IFD0|EXIF)\]\s+(\w+)", found, re.M)) <= {"Orientation"}
    with Pillow.open(io.BytesIO(data)) as before, Pillow.open(io.BytesIO(clean)) as after:
        assert after.convert("RGB").tobytes() == before.convert("RGB").tobytes()
        assert after.info.get("icc_profile") == before.info.get("icc_profile")
        assert after.getexif().get(0x0112, 1) == before.getexif().get(0x0112, 1)
    assert without_metadata(clean) == clean


@needs_exiftool
def test_what_stands_behind_a_picture_goes(tmp_path: Path) -> None:
    for extension in ("jpg", "png", "gif"):
        data = photo(tmp_path, extension) + CANARY.encode()
        assert CANARY.encode() not in without_metadata(data)
    progressive = photo(tmp_path, "jpg", progressive=True, quality=95)
    assert CANARY.encode() not in without_metadata(progressive)


def test_an_animation_still_moves(tmp_path: Path) -> None:
    frames = [scene(), scene().rotate(90), scene().rotate(180)]
    for extension in ("gif", "png", "webp"):
        file = io.BytesIO()
        frames[0].save(file, FORMATS[extension], save_all=True, append_images=frames[1:], loop=0)
        with Pillow.open(io.BytesIO(without_metadata(file.getvalue()))) as picture:
            assert picture.n_frames == 3, extension
            assert picture.info["loop"] == 0


@pytest.mark.parametrize("extension", FORMATS)
def test_a_file_that_breaks_off_anywhere_is_refused_or_harmless(extension: str) -> None:
    file = io.BytesIO()
    scene((32, 24)).save(file, FORMATS[extension])
    data = file.getvalue()
    for end in range(len(data)):
        try:
            without_metadata(data[:end])
        except BadPicture:
            continue


# --- the site ---


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def upload(admin: Client, name: str, data: bytes, *, chooser: bool = False) -> Any:
    """Upload a file as the list of pictures does, or as a page's chooser does."""
    file = SimpleUploadedFile(name, data)
    if chooser:
        fields = {"title": name, "file": file, "collection": "1"}
        sent = {f"image-chooser-upload-{key}": value for key, value in fields.items()}
        return admin.post("/admin/images/chooser/create/", sent)
    return admin.post("/admin/images/multiple/add/", {"title": name, "files[]": file})


def answer_of(response: Any) -> dict[str, Any]:
    assert response.status_code == 200
    return json.loads(response.content)


def fetched(client: Client) -> dict[str, bytes]:
    """Return every file that a stranger can fetch, from pages, API and guessed media addresses."""
    found: dict[str, bytes] = {}
    waiting = ["/", "/sitemap.xml", "/api/v3/pages/", "/api/v3/images/", "/page/", "/contact.vcf"]
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        answer = client.get(address)
        found[address] = answer.getvalue() if answer.status_code == 200 else b""
        if answer.headers.get("Content-Type", "").startswith(("text/", "application/")):
            words = found[address].decode(errors="replace")
            links = re.findall(r"(?:http://localhost)?(/(?:media|api/v3)/[^\s\"'<>,\\]+)", words)
            waiting += [link for link in links if "openapi" not in link]
    return found


@needs_exiftool
@pytest.mark.django_db
@pytest.mark.parametrize("extension", FORMATS)
def test_no_file_that_strangers_get_says_where_it_was_taken(
    admin: Client, client: Client, home: HomePage, media: Path, tmp_path: Path, extension: str
) -> None:
    data = photo(tmp_path, extension, orientation=6)
    assert answer_of(upload(admin, f"photo.{extension}", data))["success"] is True
    picture = CustomImage.objects.get()
    page = StandardPage(title="Page", slug="page", locale=home.locale, share_image=picture)
    picture.contextual_alt_text, picture.decorative = "Un réseau", False
    page.body = [("picture", picture)]
    home.add_child(instance=page)
    factories.publish(page)
    home.portrait = home.share_image = picture
    factories.publish(home)
    found = fetched(client)
    pictures = [address for address in found if address.startswith("/media/")]
    assert len(pictures) >= 6
    assert {Path(address).suffix for address in pictures} >= {".avif", ".webp", ".jpg"}
    for address, body in found.items():
        assert "original_images" not in address
        assert CANARY.encode() not in body, address
        if address.startswith("/media/"):
            assert body, address
            assert told(body, tmp_path) == "", address

    original = picture.file.url
    assert client.get(original).status_code == 404
    kept = admin.get(original)
    assert kept.status_code == 200
    assert kept.headers["Cache-Control"] == "private, no-store"
    assert CANARY.encode() not in kept.getvalue()
    assert CANARY not in told(picture.file.open().read(), tmp_path)
    assert picture.file_size == len(Path(picture.file.path).read_bytes())


@pytest.mark.django_db
def test_a_photo_stands_upright(admin: Client, home: HomePage, media: Path, tmp_path: Path) -> None:
    file = io.BytesIO()
    exif = Pillow.Exif()
    exif[0x0112] = 6  # the right edge is the top
    scene().transpose(Pillow.Transpose.ROTATE_90).save(file, "JPEG", exif=exif, quality=95)
    assert answer_of(upload(admin, "photo.jpg", file.getvalue()))["success"] is True
    rendition = CustomImage.objects.get().get_rendition("max-320x320|format-png")
    with Pillow.open(rendition.file) as picture:
        assert picture.size == (320, 240)
        assert picture.getpixel((10, 10))[0] > 200  # white
        assert picture.getpixel((300, 20))[0] > 150  # red
        assert picture.getpixel((300, 220))[2] > 150  # blue


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["IMG_0001.HEIC", "photo.heif", "photo.heic"])
@pytest.mark.parametrize("chooser", [False, True])
def test_a_photo_of_an_iphone_is_taken(
    admin: Client, home: HomePage, media: Path, name: str, chooser: bool
) -> None:
    file = io.BytesIO()
    exif = Pillow.Exif()
    exif[0x0112] = 6
    turned = scene().transpose(Pillow.Transpose.ROTATE_90)
    pillow_heif.from_pillow(turned).save(file, exif=exif.tobytes(), quality=90)
    response = upload(admin, name, file.getvalue(), chooser=chooser)
    said = answer_of(response)
    assert said.get("success") is True or said.get("step") == "chosen", said
    picture = CustomImage.objects.get()
    for kind in ("avif", "webp", "jpeg"):
        rendition = picture.get_rendition(f"max-320x320|format-{kind}")
        with Pillow.open(rendition.file) as shown:
            assert shown.format == kind.upper()
            assert shown.size == (320, 240)
            assert shown.convert("RGB").getpixel((300, 20))[0] > 150  # red is above
    assert picture.get_rendition("max-165x165").file.name.endswith(".jpg")


def hostile() -> dict[str, bytes]:
    whole = io.BytesIO()
    scene().save(whole, "JPEG")
    heic = io.BytesIO()
    pillow_heif.from_pillow(scene()).save(heic)
    bomb = io.BytesIO()
    Pillow.new("1", (9000, 9000)).save(bomb, "PNG")
    huge = bytearray(bomb.getvalue())
    huge[16:24] = b"\0\x01\0\0\0\x01\0\0"  # claims 65,536
    return {
        "three.jpg": b"\xff\xd8\xff",
        "half.jpg": whole.getvalue()[:-600],
        "half.heic": heic.getvalue()[: len(heic.getvalue()) // 2],
        "head.heic": heic.getvalue()[:60],
        "head.avif": b"\0\0\0\x1cftypavif\0\0\0\0",
        "head.webp": b"RIFF\xff\xff\xff\xffWEBPVP8 ",
        "head.gif": b"GIF89a",
        "head.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        "many.png": bomb.getvalue(),
        "more.png": bytes(huge),
        "other.jpg": b"%PDF-1.7",
        "named.png": whole.getvalue(),
        "empty.jpg": b"",
        "photo.tiff": b"II*\0",
    }


@pytest.mark.django_db
@pytest.mark.parametrize("chooser", [False, True])
@pytest.mark.parametrize("name", hostile())
def test_a_file_that_is_no_picture_is_refused_kindly(
    admin: Client, home: HomePage, media: Path, name: str, chooser: bool
) -> None:
    admin.raise_request_exception = False
    response = upload(admin, name, hostile()[name], chooser=chooser)
    words = json.dumps(answer_of(response), ensure_ascii=False)
    assert not CustomImage.objects.exists()
    if chooser:
        assert "error-message" in words
    else:
        assert '"success": false' in words
    if name in {"three.jpg", "half.heic", "photo.tiff"}:
        assert "HEIC" in words
        assert "JPG" in words


@needs_exiftool
@pytest.mark.django_db
def test_what_was_uploaded_before_is_cleaned_by_a_command(
    home: HomePage,
    media: Path,
    tmp_path: Path,
    capsys: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    data = photo(tmp_path, "jpg", orientation=6)
    picture = CustomImage.objects.create(title="Vieille", file=SimpleUploadedFile("a.jpg", data))
    Path(picture.file.path).write_bytes(data)  # as an older version stored it
    old = picture.get_rendition("max-100x100").file.path
    with django_capture_on_commit_callbacks(execute=True):
        call_command("clean_pictures")
    assert "1" in capsys.readouterr().out
    picture = CustomImage.objects.get()
    assert CANARY not in told(picture.file.open().read(), tmp_path)
    assert CANARY.encode() not in Path(picture.file.path).read_bytes()
    assert not Path(old).exists()
    assert [path.name for path in (media / "original_images").iterdir()] == [picture.filename]
    assert picture.file_size == Path(picture.file.path).stat().st_size
