#!/bin/sh
# Writes train steps in real JAX as StableHLO text with inputs and outputs (test/stablehlo/jax_steps.py).
# usage: sh scripts/jax-steps.sh FOLDER [--batch N] [NAME ...]
# FOLDER/venv is made with the packages from PyPI if it is not there; ALPA_PYTHON=FOLDER/venv/bin/python lets the tests use it.
set -e
folder=${1:?give a folder}
shift
if [ ! -x "$folder/venv/bin/python" ]; then
  python3 -m venv "$folder/venv"
  "$folder/venv/bin/pip" install --quiet jax==0.10.2 flax==0.12.8 optax==0.2.8 equinox safetensors
fi
exec "$folder/venv/bin/python" "$(dirname "$0")/../test/stablehlo/jax_steps.py" "$folder" "$@"
