"""Publishing and unpublishing: the main button, list pages, and where a page is used."""
