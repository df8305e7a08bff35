"""Settings, addresses and commands of the whole site."""

import gc

# Loading creates objects that are never freed. Garbage collection among them would take a fifth of
# each start, so it is off until all apps are loaded (config/apps.py).
gc.disable()
