"""What an administrator does about people: finds, invites, gives roles, closes accounts, ends sessions."""
