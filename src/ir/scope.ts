/** @file Scopes of ops: names of nested functions, outermost first, joined by "/". A part `layer:NAME` marks a layer. */

const markPrefix = "layer:";

/** The part of a scope that marks the ops of the layer called `name`. */
export const layerMark = (name: string): string => `${markPrefix}${name}`;

/** The name of the layer that a scope marks, the outermost one, or undefined. */
export const markedLayer = (scope: string | undefined): string | undefined =>
  scope
    ?.split("/")
    .find((part) => part.startsWith(markPrefix))
    ?.slice(markPrefix.length);
