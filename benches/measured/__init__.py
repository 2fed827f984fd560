"""What whole.py is made of."""
