"""The second step of signing in: passkeys, an authenticator app, recovery codes. Staff must have one, students may."""
