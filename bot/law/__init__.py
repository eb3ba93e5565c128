"""The documents that officers bring, and the library that is made with them."""
