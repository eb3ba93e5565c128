"""The service: HTTP edge, Zalo, state, workers. Carries out what the handlers decide."""
