"""The officers' console: pages in Vietnamese under ``/console/``, an application of its own."""
