"""The conversation: one module per kind of turn, pure functions from a turn to actions."""
