"""Programs that turn the core and the guide into the published site."""
