"""Broadcasts: who gets what, when, once."""
