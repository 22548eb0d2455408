"""Typesetting: a description of what a document says goes in, a file comes out; knows no stage.

`content` describes a document, `pdf` and `word` make files of it, `markdown` reads what officials wrote into blocks.
"""
