"""The people of the Union: who answers when, and messages to them."""
