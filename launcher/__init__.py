"""What `make run` does: secrets, training, starting every part and watching over it."""
