"""What only the stand-in has: people to speak as, faults to set, a clock to wind."""
