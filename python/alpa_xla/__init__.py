"""Runs a program.json and its modules, written by alpa-js, with JAX. Needs jax and numpy only."""
