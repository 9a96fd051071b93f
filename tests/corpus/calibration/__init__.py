"""Right answers to the exercises of lesson 04, each written differently."""
