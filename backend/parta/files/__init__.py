"""Files: taking them in, checking what they are, and giving them to those who may have them."""
