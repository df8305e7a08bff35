"""All models of the app, imported from their own modules."""

from brand.core.base_page import BasePage
from brand.core.identity import BrandSettings
from brand.core.media import CustomDocument, CustomImage, CustomRendition
from brand.core.publisher import PublisherSettings
from brand.core.standard_pages import LegalNoticePage, PrivacyPage, StandardPage
from brand.home.page import HomePage
from brand.home.testimonial import Testimonial
from brand.interview.answer import Answer
from brand.interview.page import InterviewPage
from brand.interview.topic import Topic
from brand.interview_import.models import ImportedTranscript

__all__ = [
    "Answer",
    "BasePage",
    "BrandSettings",
    "CustomDocument",
    "CustomImage",
    "CustomRendition",
    "HomePage",
    "ImportedTranscript",
    "InterviewPage",
    "LegalNoticePage",
    "PrivacyPage",
    "PublisherSettings",
    "StandardPage",
    "Testimonial",
    "Topic",
]
