"""The book: the course as pages that need no server, no kernel and no network, made from the stored notebooks."""
