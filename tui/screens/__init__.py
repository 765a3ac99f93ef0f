"""The screens of the browser: each only wires widgets together."""
