"""Who guesses passwords is slowed down; the owner of the account and a class behind one address are not."""
