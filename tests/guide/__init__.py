"""Takes the pictures of the officers' guide anew."""
