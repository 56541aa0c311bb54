"""Measurements of time. Tests prove what is right; these say how fast, and are never asserted."""
