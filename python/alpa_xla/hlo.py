"""A JAX primitive whose lowering is a StableHLO function given as text."""

import jax
from jax.extend.core import Primitive
from jax.extend.mlir import ir
from jax.extend.mlir.dialects import func
from jax.interpreters import mlir

hlo = Primitive("alpa_hlo")
hlo.multiple_results = True


@hlo.def_abstract_eval
def _abstract(*operands, text, outs):
    return [jax.core.ShapedArray(shape, dtype) for shape, dtype in outs]


def _lower(ctx, *operands, text, outs):
    into = ctx.module_context.module
    parsed = ir.Module.parse(text, into.context)
    main = next(op for op in parsed.body.operations if op.operation.name == "func.func")
    function = main.operation.clone(ip=ir.InsertionPoint(into.body))
    function.attributes["sym_name"] = ir.StringAttr.get("alpa_main")
    function.attributes["sym_visibility"] = ir.StringAttr.get("private")
    ir.SymbolTable(into.operation).insert(function)  # makes the name unique
    name = ir.StringAttr(function.attributes["sym_name"]).value
    results = ir.FunctionType(ir.TypeAttr(function.attributes["function_type"]).value).results
    call = func.CallOp(list(results), ir.FlatSymbolRefAttr.get(name), list(operands))
    return list(call.results)


mlir.register_lowering(hlo, _lower)


def shard_map(function, mesh, in_specs, out_specs):
    """jax.shard_map without its check of replication, in every supported version."""
    if hasattr(jax, "shard_map"):
        return jax.shard_map(function, mesh=mesh, in_specs=in_specs, out_specs=out_specs, check_vma=False)
    from jax.experimental.shard_map import shard_map as older

    return older(function, mesh=mesh, in_specs=in_specs, out_specs=out_specs, check_rep=False)
