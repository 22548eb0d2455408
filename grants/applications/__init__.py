"""The applications stage: drafts, forms from the rules, submission, receipts, withdrawal."""
