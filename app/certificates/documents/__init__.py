"""What leaves the house with a certificate: the signed PDF, the Open Badge, the pattern; and the keys behind them."""
