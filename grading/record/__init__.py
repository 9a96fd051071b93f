"""All that grading writes down: collected/ and its journal, the gradebook, the table. Nothing else writes."""
