"""Grammars (`*.lark`) and the driver of their LALR tables."""
