"""Tests of the contracts on awards."""
