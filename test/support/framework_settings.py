"""Reads settings with the classes of Megatron-Core and DeepSpeed themselves.

Reads JSON from standard input: a list of {"megatron": [argument, …], "dataParallel": n, "layers": n} and
{"deepspeed": {…}, "dataParallel": n}. Prints for each the values that the classes hold, or {"error": …}.
"""
import contextlib
import json
import os
import sys

os.environ["CUDA_VISIBLE_DEVICES"] = ""

# Arguments of Megatron-LM's command line whose field has another name.
FIELDS = {
    "num_virtual_stages_per_pipeline_rank": "virtual_pipeline_model_parallel_size",
    "decoder_first_pipeline_num_layers": "num_layers_in_first_pipeline_stage",
    "decoder_last_pipeline_num_layers": "num_layers_in_last_pipeline_stage",
}


def megatron(arguments, replicas, layers):
    import dataclasses

    import torch
    from megatron.core import num_microbatches_calculator as calculator
    from megatron.core.distributed import DistributedDataParallelConfig
    from megatron.core.transformer.transformer_config import TransformerConfig

    given = {}
    for argument in arguments:
        words = argument.removeprefix("--").split(" ")
        name = words[0].replace("-", "_")
        value = True if len(words) == 1 else int(words[1]) if words[1].isdigit() else words[1]
        if name.startswith("no_"):
            name, value = name.removeprefix("no_"), False
        given[FIELDS.get(name, name)] = value
    fields = lambda of: {field.name for field in dataclasses.fields(of)}
    model = {name: value for name, value in given.items() if name in fields(TransformerConfig)}
    data = {name: value for name, value in given.items() if name in fields(DistributedDataParallelConfig)}
    left = set(given) - set(model) - set(data) - {"micro_batch_size", "global_batch_size", "ckpt_format"}
    assert not left, f"no field for {left}"
    # Megatron-LM sends activations between stages in the type of its parameters.
    dtype = torch.bfloat16 if model.get("bf16") else torch.float16 if model.get("fp16") else torch.float32
    config = TransformerConfig(num_layers=layers, hidden_size=64, num_attention_heads=4, pipeline_dtype=dtype, **model)
    parallel = DistributedDataParallelConfig(**data)
    calculator.unset_num_microbatches_calculator()
    calculator.init_num_microbatches_calculator(0, None, given["global_batch_size"], given["micro_batch_size"], replicas)
    return {**{name: getattr(config, name) for name in model}, **{name: getattr(parallel, name) for name in data},
            "microbatches": calculator.get_num_microbatches()}


def deepspeed(config, replicas):
    from types import SimpleNamespace

    from deepspeed.runtime import config as module

    # In a training run the launcher's processes say these.
    module.dist = SimpleNamespace(get_rank=lambda: 0)
    read = module.DeepSpeedConfig(config, mpu=SimpleNamespace(get_data_parallel_world_size=lambda: replicas))
    return {"stage": int(read.zero_config.stage), "batch": read.train_batch_size, "microbatches": read.gradient_accumulation_steps,
            "bf16": bool(read.bfloat16_config.enabled), "tensorParallel": read.tensor_parallel_config.autotp_size}


def answer(case):
    try:
        if "megatron" in case:
            return megatron(case["megatron"], case["dataParallel"], case["layers"])
        return deepspeed(case["deepspeed"], case["dataParallel"])
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}


# Both packages talk on standard output.
with contextlib.redirect_stdout(sys.stderr):
    answers = [answer(case) for case in json.load(sys.stdin)]
print(json.dumps(answers))
