"""Before the sale: payment clauses."""
