"""What an English page has to say: its import brings the catalogues and the templates to a browser that has none yet.

They are in one archive with this module (calculator/bundle/own_code.py), and a French page never fetches them.
"""
