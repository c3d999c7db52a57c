/**
 * @file Features that jax-js expects and Node 20 lacks: iterator helpers, `navigator`, and the name `Float16Array`.
 */
import "core-js/actual/iterator/index.js";

const host = globalThis as { navigator?: unknown; Float16Array?: unknown };
host.navigator ??= {};
// jax-js checks for Float16Array before Float64Array; nothing is an instance of this class.
host.Float16Array ??= class Float16Array {};
