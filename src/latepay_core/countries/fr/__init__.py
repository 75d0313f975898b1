"""French law."""
