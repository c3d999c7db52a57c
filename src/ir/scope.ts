/**
 * @file Scopes of ops: names of nested functions, outermost first, joined by "/". The part `layer:NAME` marks a layer;
 * a first part `remat:LAYER` marks the backward ops of a layer that recomputes forward values, and `unread` after it
 * those that run although nothing reads their results.
 */

const markPrefix = "layer:";

/** The part of a scope that marks the ops of the layer called `name`. */
export const layerMark = (name: string): string => `${markPrefix}${name}`;

/** The name of the layer that a scope marks, the outermost one, or undefined. */
export const markedLayer = (scope: string | undefined): string | undefined =>
  scope
    ?.split("/")
    .find((part) => part.startsWith(markPrefix))
    ?.slice(markPrefix.length);

const rematPrefix = "remat:";

/** The scope of a backward op of layer number `layer`, which recomputes forward values. */
export const rematScope = (layer: number, scope?: string): string =>
  `${rematPrefix}${layer}${scope === undefined ? "" : `/${scope}`}`;

/** The part of a scope that `rematScope` put there, or undefined. */
export const rematPart = (scope: string | undefined): string | undefined =>
  scope?.startsWith(rematPrefix) ? scope.split("/", 1)[0] : undefined;

const unread = "unread";

/** The scope of an op that a layer repeats although nothing reads its results. */
export const unreadScope = (layer: number, scope?: string): string =>
  rematScope(layer, scope === undefined ? unread : `${unread}/${scope}`);

/** Whether `unreadScope` made a scope. */
export const isUnread = (scope: string | undefined): boolean =>
  rematPart(scope) !== undefined && scope!.split("/", 2)[1] === unread;
