"""What the form computes, as plain Python on exact decimals; nothing here reads a file or prints."""
