"""Officers taking over: who has a conversation, when she is answered, and how it ends."""
