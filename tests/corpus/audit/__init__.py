"""Right answers to the exercises of lesson 07, each written differently."""
