"""What the provider declares: immutable versions of its policies, who accepted which, and the door that asks."""
