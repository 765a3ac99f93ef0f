"""The browser in a web page: the server, the page, and the process that each visitor gets."""
