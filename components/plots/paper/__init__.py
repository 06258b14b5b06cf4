"""Figures for a paper: the map and the curve as vectors, 8.5 or 17.8 cm wide, in 8-point type."""
