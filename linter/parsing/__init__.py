"""From a document to a report: title, headings, sections, tables without lines."""
