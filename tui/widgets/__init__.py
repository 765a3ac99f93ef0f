"""The widgets of the browser: each owns its keys and its messages."""
