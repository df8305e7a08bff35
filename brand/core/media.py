"""The site's own image and document models. Introducing them later would need a hard migration."""

from typing import Any

from django.core.files.base import ContentFile, File
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Filter,
    Image,
    WagtailImageField,
    WagtailImageFieldFile,
    get_upload_to,
)

from brand.pictures.metadata import without_metadata


def cleaned(content: File, *, keep_orientation: bool = True) -> File:
    """Return `content`, an image file, without its metadata. Raises BadPicture."""
    content.seek(0)
    data = without_metadata(content.read(), keep_orientation=keep_orientation)
    return ContentFile(data, name=content.name)


class PictureFile(WagtailImageFieldFile):
    """The file of an image. Every upload passes through here and loses its metadata."""

    def save(self, name: str, content: File, save: bool = True) -> None:
        clean = cleaned(content)
        clean.name = name  # Wagtail reads no width from a file without a name
        super().save(name, clean, save)


class PictureField(WagtailImageField):
    attr_class = PictureFile

    def deconstruct(self) -> Any:
        """Present this field to migrations as Wagtail's own, because the column is the same."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "wagtail.images.models.WagtailImageField", args, kwargs


class CustomImage(AbstractImage):
    """An image with a credit, which French law and courtesy require."""

    file = PictureField(
        verbose_name=AbstractImage._meta.get_field("file").verbose_name,
        upload_to=get_upload_to,
        width_field="width",
        height_field="height",
    )
    credit = models.CharField(
        _("credit"),
        max_length=200,
        blank=True,
        help_text=_("Who made the picture, if the name has to be shown."),
    )

    # The hash of the file that the demonstration drew. If the file differs, it is the owner's.
    demo_hash = models.CharField(max_length=40, blank=True, default="", editable=False)

    admin_form_fields = (*Image.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the file first, so that its known size and hash are those of the cleaned file."""
        if self.file and not self.file._committed:
            self.file.save(self.file.name, self.file.file, save=False)
            if self.file_hash:
                self._set_image_file_metadata()
        super().save(*args, **kwargs)

    def generate_rendition_file(self, filter: Filter, *, source: File | None = None) -> File:
        """Make a rendition from the image turned upright, without even the orientation tag."""
        made = super().generate_rendition_file(filter, source=source)
        return cleaned(made, keep_orientation=False)


class CustomRendition(AbstractRendition):
    """A rendition: an image in one size and format."""

    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class CustomDocument(AbstractDocument):
    """A file that visitors may download."""

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
