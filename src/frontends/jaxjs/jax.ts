/**
 * @file The one door to jax-js: everything of alpa-js that needs it imports it from here, so that the polyfill is
 * always loaded. Jax-js needs it when it is called, not when it is imported: a user's file may import alpa-js and
 * `@jax-js/jax` in any order.
 */
import "./polyfill.ts";
import "./deep-graphs.ts";

export * from "@jax-js/jax";
