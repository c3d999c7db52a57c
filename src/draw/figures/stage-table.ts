/** @file Stages of a search by their number of layers and their submesh: Alpa's stage–mesh costs, as a table. */
export interface StageTableCell {
  readonly numLayers: number;
  /** Index into `submeshes`. */
  readonly submesh: number;
  readonly state: "solved" | "too large" | "not needed";
  /** Seconds per microbatch of the fastest stage in the cell. */
  readonly seconds?: number;
  readonly isChosen: boolean;
}

export interface StageTableData<Cell extends StageTableCell = StageTableCell> {
  readonly submeshes: readonly { readonly numHosts: number; readonly devicesPerHost: number }[];
  readonly cells: readonly Cell[];
}

export interface StageTable<Cell extends StageTableCell> {
  /** The columns: numbers of layers that some stage has. */
  readonly sizes: readonly number[];
  /** Submeshes, the smallest first. `cells` has an entry per column, undefined where the search has no such stage. */
  readonly rows: readonly {
    readonly numHosts: number;
    readonly devicesPerHost: number;
    readonly cells: readonly (Cell | undefined)[];
  }[];
  /** Seconds of the slowest stage that was priced. */
  readonly slowest: number;
  /** Number of kinds of stages in each state. */
  readonly counts: Readonly<Record<StageTableCell["state"], number>>;
}

export function stageTable<Cell extends StageTableCell>({ submeshes, cells }: StageTableData<Cell>): StageTable<Cell> {
  const sizes = [...new Set(cells.map(({ numLayers }) => numLayers))].sort((a, b) => a - b);
  const byPlace = new Map(cells.map((cell) => [`${cell.numLayers} ${cell.submesh}`, cell]));
  const count = (wanted: Cell["state"]): number => cells.filter(({ state }) => state === wanted).length;
  return {
    sizes,
    rows: submeshes
      .map((submesh, index) => ({ ...submesh, cells: sizes.map((size) => byPlace.get(`${size} ${index}`)) }))
      .sort((a, b) => a.numHosts * a.devicesPerHost - b.numHosts * b.devicesPerHost),
    slowest: Math.max(...cells.map(({ seconds = 0 }) => seconds)),
    counts: { solved: count("solved"), "too large": count("too large"), "not needed": count("not needed") },
  };
}
