"""Publishing and taking offline: the main button, lists that follow their pages, page usage."""
