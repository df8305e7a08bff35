"""The inquiry form: fields, signed token, spam suspicions, refusals, views."""
