"""What we use of pyOpenVBA."""
