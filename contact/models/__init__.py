"""The models of contact: the page with its channels, and inquiries with their deliveries."""

from contact.models.inquiry import Delivery, IdempotencyKey, Inquiry, Message, Note
from contact.models.page import ContactChannel, ContactPage
from contact.models.throttle import RecentSender

__all__ = [
    "ContactChannel",
    "ContactPage",
    "Delivery",
    "IdempotencyKey",
    "Inquiry",
    "Message",
    "Note",
    "RecentSender",
]
