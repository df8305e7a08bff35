"""What the pages around the log-in ask of the site."""

from django import template

from ops.outgoing_mail import mail_leaves_this_machine

register = template.Library()
register.simple_tag(mail_leaves_this_machine, name="mail_leaves")
