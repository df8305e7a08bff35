"""The form for uploading an image, with a helpful message for each file that is refused."""

import io
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from brand.pictures.metadata import without_metadata


class PictureUploadField(WagtailImageField):
    """An image field that decodes the whole file at once, so that truncated files are refused."""

    def to_python(self, data: Any) -> Any:
        broken = _(
            "This picture cannot be read: the file is damaged or incomplete. Supported formats: "
            "%(formats)s."
        ) % {"formats": self.supported_formats_text}
        try:
            file = super().to_python(data)
            if file is not None:
                file.seek(0)
                with Image.open(io.BytesIO(without_metadata(file.read()))) as picture:
                    picture.load()
                file.seek(0)
        except ValidationError as error:
            if error.code == "invalid_image":
                raise ValidationError(broken, code="invalid_image") from error
            raise
        # Pillow raises various errors for a broken file: OSError, SyntaxError, struct.error.
        except Exception as error:
            raise ValidationError(broken, code="invalid_image") from error
        return file

    def check_image_file_format(self, file: Any) -> None:
        """Do as Wagtail does, and accept .heif as another name for .heic."""
        path = PurePath(file.name)
        if path.suffix.lower() == ".heif":
            file.name = f"{path.stem}.heic"
        super().check_image_file_format(file)


class PictureForm(BaseImageForm):
    """Wagtail's form of a picture (WAGTAILIMAGES_IMAGE_FORM_BASE) with the field above."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            given = self.fields["file"]
            self.fields["file"] = PictureUploadField(
                label=given.label, required=given.required, widget=given.widget
            )
