/** @file A placement as chips: one per dim, with the mesh axes that split it by letter and hue. */

/** Parts of `[x, _] partial(y)`. */
function placementParts(text: string): { readonly dims: readonly string[]; readonly partial?: string } {
  const [, inside = "", partial] = /^\[(.*?)\](?: partial\((.*)\))?$/.exec(text) ?? [];
  return { dims: inside === "" ? [] : inside.split(", "), ...(partial !== undefined && { partial }) };
}

/** The hue of an axis, from its name: the same in every plan. */
const hueOf = (axes: string): string => {
  const first = axes.split("+")[0];
  return first === "x" || first === "data" ? "axis-a" : first === "y" || first === "model" ? "axis-b" : "axis-c";
};

export function Placement({ text }: { readonly text: string }) {
  const { dims, partial } = placementParts(text);
  return (
    <span class="placement" title={text}>
      {dims.length === 0 && <span class="chip whole">scalar</span>}
      {dims.map((axes, dim) => (
        <span key={dim} class={axes === "_" ? "chip whole" : `chip ${hueOf(axes)}`}>
          {axes}
        </span>
      ))}
      {partial !== undefined && <span class="chip partial">Σ {partial}</span>}
    </span>
  );
}
