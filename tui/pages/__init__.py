"""The pages that screens show, set from the library: pure functions of what is shown and a width."""
