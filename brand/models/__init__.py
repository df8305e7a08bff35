"""The models of the brand, one file per subject."""

from brand.models.answer import Answer
from brand.models.base import BasePage
from brand.models.home import HomePage
from brand.models.interview import InterviewPage
from brand.models.media import CustomDocument, CustomImage, CustomRendition
from brand.models.settings import BrandSettings
from brand.models.standard import LegalNoticePage, PrivacyPage, StandardPage
from brand.models.testimonial import Testimonial
from brand.models.topic import Topic
from brand.models.transcript import ImportedTranscript

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
    "StandardPage",
    "Testimonial",
    "Topic",
]
