"""Demande de mandatement d’office au préfet."""
