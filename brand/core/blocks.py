"""Blocks that several page types share: pictures, rich text, quotes, prose."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock
from wagtail.rich_text import expand_db_html

from brand.text.placeholders import has_placeholder
from brand.text.rich_text import TEXT_FEATURES

RENDITION = "max-1600x1600|format-jpeg"


class PictureBlock(ImageBlock):
    """A picture with its alternative text. The API returns the address as well as the id."""

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any] | None:
        if not value:
            return None
        rendition = value.get_rendition(RENDITION)
        return {
            "id": value.pk,
            "url": rendition.full_url,
            "width": rendition.width,
            "height": rendition.height,
            "alt": value.contextual_alt_text or "",
        }

    def get_preview_value(self) -> Any:
        """Return the newest picture, so that the preview shows one of the owner's own."""
        image = get_image_model().objects.order_by("-pk").first()
        return self.normalize({"image": image, "decorative": True, "alt_text": ""})

    class Meta:
        icon = "image"


class ApiRichTextBlock(blocks.RichTextBlock):
    """Rich text in which the API returns real addresses for links."""

    def get_api_representation(self, value: Any, context: Any = None) -> str:
        return expand_db_html(value.source) if value else ""


class WrittenBlock(blocks.StructBlock):
    """Abstract block that cannot be published while it has placeholders (`text.placeholders`)."""

    def clean(self, value: Any) -> Any:
        if has_placeholder(value) and not self.is_deferred_validation:
            raise blocks.StructBlockValidationError(
                non_block_errors=[
                    _("Replace what begins with ✎ with your own words, or delete this turn.")
                ]
            )
        return super().clean(value)


class QuoteBlock(WrittenBlock):
    text = blocks.TextBlock(
        label=_("Quote"), help_text=_("One sentence. It takes up the full width.")
    )
    source = blocks.CharBlock(label=_("Source"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Large quote")
        description = _("One sentence that takes up the whole width of the page.")
        template = "blocks/quote.html"
        preview_value = {"text": _("A tool that is shared is worth a library."), "source": ""}


class ProseBlock(blocks.StreamBlock):
    """The blocks that a standard page may contain."""

    text = ApiRichTextBlock(
        label=_("Text"),
        features=TEXT_FEATURES,
        icon="pilcrow",
        description=_("Paragraphs, headings, lists."),
        template="blocks/text.html",
        preview_value=_("<h2>A heading</h2><p>A paragraph, <mark>one idea</mark>.</p>"),
    )
    picture = PictureBlock(
        label=_("Picture"),
        description=_("A picture across the column."),
        template="blocks/picture.html",
    )
    quote = QuoteBlock()
