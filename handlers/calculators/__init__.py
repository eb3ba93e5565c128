"""What the calculators need from a conversation: facts read from chat, and which to ask for."""
