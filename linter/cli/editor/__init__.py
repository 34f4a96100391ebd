"""`nianbao lsp`: reports in an editor, by the Language Server Protocol, version 3.17.

`language_server` answers the editor, `settings` knows what is in force for a buffer, `buffer_work` is done in processes
of their own, `protocol_objects` says what was found in the terms of the protocol.
"""
