"""Wrong answers whose numbers are like those of another mistake: what must not be said of them."""
