"""Going further: courts, proceedings, professionals."""
