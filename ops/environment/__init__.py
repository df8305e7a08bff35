"""Parse values of the environment: BASE_URL, EMAIL_URL, rates, the secret key."""
