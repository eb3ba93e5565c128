"""Zalo's own endpoints, with its limits and error codes."""
