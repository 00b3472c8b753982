"""The offline kit for Windows: what is in it, how it is put together, what runs on the clerk's machine."""
