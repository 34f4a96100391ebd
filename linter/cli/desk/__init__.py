"""The local web page: files are dropped into it, checked on this machine, and shown with their findings.

It is for one person at one machine, whom the address given at the start lets in. The libraries that it needs come with
the extra `desk`, and are imported when the command is run.
"""
