"""The forms of the regimes, and tables matched to them."""
