"""HTTP: middleware, headers, compression, static files, caches, the pages for machines."""
