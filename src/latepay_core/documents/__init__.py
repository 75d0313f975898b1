"""A neutral document, and each format it can leave in: HTML, text, DOCX, PDF, e-mail. Nothing here knows of claims."""
