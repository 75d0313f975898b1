"""What French law adds to a statement: public buyers, the floor of a clause, terms that are too long."""
