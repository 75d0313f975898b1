"""What the built site must be, page by page."""
