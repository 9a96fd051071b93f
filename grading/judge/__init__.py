"""Judge one submission: repair its cells, execute them, read the points off its checks."""
