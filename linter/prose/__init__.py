"""What the sentences of a report say of its figures."""
