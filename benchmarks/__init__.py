"""Benchmarks: made-up bulk news, a loader written by hand, and the same questions asked of other tools."""
