"""How far a proposal is what an entry of the register already does (§ 4.4)."""
