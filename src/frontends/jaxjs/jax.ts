/**
 * @file The only import of jax-js: all modules of alpa-js import jax-js from here, so that the polyfill is always
 * loaded. jax-js needs the polyfill when it is called, not when it is imported, so a user's file may import alpa-js and
 * `@jax-js/jax` in any order.
 */
import "./polyfill.ts";
import "./deep-graphs.ts";

export * from "@jax-js/jax";
