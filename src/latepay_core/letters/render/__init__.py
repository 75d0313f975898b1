"""A document in each format it can leave in: one module a format, all from the same blocks."""
