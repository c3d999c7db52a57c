/** @file A bar of shares of a whole. */

export interface MeterPart {
  readonly share: number;
  readonly kind:
    | "good"
    | "bad"
    | "compute"
    | "communication"
    | "idle"
    | "parameters"
    | "optimizer"
    | "batch"
    | "temporaries";
  readonly label: string;
}

export function Meter({ parts, label }: { readonly parts: readonly MeterPart[]; readonly label: string }) {
  return (
    <div class="meter" role="img" aria-label={label}>
      {parts.map(({ share, kind, label: name }) => (
        <span key={kind} class={kind} style={{ width: `${100 * Math.min(1, share)}%` }} title={name} />
      ))}
    </div>
  );
}
