"""The calculator in the browser: its Python application, its page's behaviour, and the runtime that the site serves."""
