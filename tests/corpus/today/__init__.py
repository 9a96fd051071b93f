"""Right answers to the exercises of lesson 08, each written differently."""
