"""Read the environment: numbers and switches, addresses, rates, the secret key."""
