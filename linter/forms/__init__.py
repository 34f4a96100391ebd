"""The forms of the regimes, and tables laid over them."""
