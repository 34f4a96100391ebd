"""Text and tables in pictures, recognised by the extra `ocr`; imported where there is a picture.

A scan comes out as a page of a PDF does: letters and ruling lines with their places, each letter with the confidence
with which it was recognised. What makes lines and tables of them is `readers/fixed_layout`.
"""
