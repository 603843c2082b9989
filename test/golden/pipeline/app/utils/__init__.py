"""Utilities for every layer; they depend on no layer."""
