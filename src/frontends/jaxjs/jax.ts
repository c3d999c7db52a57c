/**
 * @file The one door to jax-js: everything of alpa-js that needs it imports it from here, so that the polyfill is always loaded
 * first. Importing `alpa-js` before `@jax-js/jax` does the same for a user's own file.
 */
import "./polyfill.ts";
import "./deep-graphs.ts";

export * from "@jax-js/jax";
