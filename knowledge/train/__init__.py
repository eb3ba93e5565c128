"""Trains what the index has learned: the weights of terms and the order of candidates."""
