"""Right answers to the exercises of lesson 01, each written differently."""
