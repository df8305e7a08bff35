"""The inquiry form: fields, signed token, quarantine reasons, refusals, views."""
