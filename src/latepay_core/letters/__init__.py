"""Letters and documents, written from the figures of the statement."""
