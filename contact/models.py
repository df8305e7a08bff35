"""The models of contact: the page with its channels, and inquiries with their deliveries."""

from contact.inquiries.models import Delivery, IdempotencyKey, Inquiry, Message, Note, RecentSender
from contact.inquiries.settings import InquirySettings
from contact.page.models import ContactChannel, ContactPage

__all__ = [
    "ContactChannel",
    "ContactPage",
    "Delivery",
    "IdempotencyKey",
    "Inquiry",
    "InquirySettings",
    "Message",
    "Note",
    "RecentSender",
]
