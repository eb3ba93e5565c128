"""Zalo: its events, its API, its tokens, its limits."""
