"""What is said beside the report."""
