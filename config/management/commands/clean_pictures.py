"""Take metadata out of the pictures that were uploaded before the site did so by itself."""

from typing import Any

from django.core.files.base import ContentFile
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from wagtail.images import get_image_model

from brand.pictures.metadata import BadPicture, without_metadata


class Command(BaseCommand):
    help = (
        "Take place, camera and everything else but the picture out of the pictures that were "
        "uploaded already. Their sizes for pages are made anew when they are asked for."
    )

    def handle(self, **options: Any) -> None:
        changed = failed = 0
        for picture in get_image_model().objects.order_by("pk"):
            try:
                with picture.open_file() as file:
                    data = file.read()
                clean = without_metadata(data)
            except (OSError, BadPicture) as error:
                failed += 1
                self.stderr.write(f"{picture.pk} {picture.title}: {error}")
                continue
            if clean != data:
                old = picture.file.name
                picture.file.save(picture.filename, ContentFile(clean), save=False)
                picture._set_image_file_metadata()
                picture.save()
                picture.file.storage.delete(old)
                changed += 1
            # All renditions: they were made from the old file, or by an older version.
            for rendition in picture.renditions.all():
                rendition.delete()
        self.stdout.write(
            _("Pictures cleaned: %(changed)s. Not readable: %(failed)s.")
            % {"changed": changed, "failed": failed}
        )
