"""What everything else speaks of: documents, reports, diagnostics."""
