"""The engine: it runs an answer, judges what came, and says it; nothing in it knows a lesson."""
