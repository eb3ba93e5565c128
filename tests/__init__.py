"""Tests: the folders mirror the tree; scenario, contract and browser tests run it all."""
