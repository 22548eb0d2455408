"""Correcting one's own e-mail address: asked for, confirmed from the new one, told to the old one, taken back there."""
