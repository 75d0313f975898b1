"""Works: subcontracting, the guarantee of payment, money retained."""
