"""Finding everything that is wrong with a document at once.

`structure` holds a document to its models, `strings` to what can be stored at all; the other modules check what must
hold between values. These read the raw document through `Part`, so that a broken value is passed over where it is not
their subject and hides nothing elsewhere.
"""
