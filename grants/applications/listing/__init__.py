"""The official's list of what was sent in to a call: narrowed, sorted, with chosen columns, kept, taken along.

What is asked for stands in the address and nowhere else. Below LONG applications none of it is offered but the order.
"""
