"""Tests: the folders mirror the tree; scenario, contract and browser tests run the whole product.
"""
