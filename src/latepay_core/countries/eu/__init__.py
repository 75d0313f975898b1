"""What several countries of the European Union share: the rates of the European Central Bank."""
