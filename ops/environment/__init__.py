"""What the values of the environment mean: BASE_URL, EMAIL_URL, rates, the secret key."""
