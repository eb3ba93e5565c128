"""The API for programs of the ward: FAQs in and out, under /api/v1."""
