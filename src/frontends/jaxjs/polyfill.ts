/** @file What jax-js expects of its host and Node 20 lacks: iterator helpers and `navigator`. Import before jax-js. */
import "core-js/actual/iterator/index.js";

const host = globalThis as { navigator?: unknown };
host.navigator ??= {};
