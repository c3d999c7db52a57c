/**
 * @file Edge cost tables, stored once. Repeated layers make most tables equal, and a reduction that treats equal nodes
 * alike applies the same operation to the same table, so results are remembered as well.
 */
import { TableInterner } from "../problem.ts";

/** A row-major cost table; identity of the object means identity of the content within one {@link TablePool}. */
export interface Table {
  readonly id: number;
  readonly rows: number;
  readonly cols: number;
  readonly data: Float64Array;
  readonly hasForbidden: boolean;
}

/** Interned tables and memoised operations on them. */
export class TablePool {
  readonly #interner = new TableInterner();
  readonly #byData = new Map<Float64Array, Map<number, Table>>();
  readonly #results = new Map<string, Table>();
  readonly #maps = new Map<string, { id: number; map: Int32Array }>();
  #numTables = 0;

  /** The table with this content; takes ownership of `data`. */
  add(rows: number, cols: number, data: Float64Array, hasForbidden?: boolean): Table {
    const shared = this.#byData.has(data) ? data : this.#interner.intern(data);
    const byRows = this.#byData.get(shared) ?? new Map<number, Table>();
    this.#byData.set(shared, byRows);
    let table = byRows.get(rows);
    if (!table) {
      table = {
        id: this.#numTables++,
        rows,
        cols,
        data: shared,
        hasForbidden: hasForbidden ?? shared.includes(Infinity),
      };
      byRows.set(rows, table);
    }
    return table;
  }

  /** The same for a table of another pool. */
  share({ rows, cols, data, hasForbidden }: Table): Table {
    return this.add(rows, cols, data, hasForbidden);
  }

  /** One object per content, so that maps can be compared and named. */
  internMap(map: Int32Array): { id: number; map: Int32Array } {
    const key = map.join();
    const known = this.#maps.get(key);
    if (known) return known;
    const added = { id: this.#maps.size, map };
    this.#maps.set(key, added);
    return added;
  }

  /** Entry (c, r) of the result is entry (r, c) of `table`. */
  transpose(table: Table): Table {
    return this.#remember(`t${table.id}`, () => {
      const { rows, cols, data } = table;
      const out = new Float64Array(rows * cols);
      for (let r = 0; r < rows; r++) for (let c = 0; c < cols; c++) out[c * rows + r] = data[r * cols + c];
      return this.add(cols, rows, out, table.hasForbidden);
    });
  }

  /** Row `r` of the result is row `map[r]` of `table`; a negative entry gives a forbidden row. */
  gatherRows(table: Table, map: Int32Array): Table {
    return this.#remember(`g${table.id}/${this.internMap(map).id}`, () => {
      const { cols, data } = table;
      const out = new Float64Array(map.length * cols);
      map.forEach((from, r) => {
        if (from < 0) out.fill(Infinity, r * cols, (r + 1) * cols);
        else out.set(data.subarray(from * cols, (from + 1) * cols), r * cols);
      });
      return this.add(map.length, cols, out);
    });
  }

  /** Column `c` of the result is column `map[c]` of `table`; a negative entry gives a forbidden column. */
  gatherCols(table: Table, map: Int32Array): Table {
    return this.#remember(`c${table.id}/${this.internMap(map).id}`, () => {
      const { rows, cols, data } = table;
      const out = new Float64Array(rows * map.length);
      let at = 0;
      for (let r = 0; r < rows; r++)
        for (let c = 0; c < map.length; c++) out[at++] = map[c] < 0 ? Infinity : data[r * cols + map[c]];
      return this.add(rows, map.length, out);
    });
  }

  /** Rows and columns picked by two rising maps. */
  select(table: Table, rowMap: Int32Array, colMap: Int32Array): Table {
    if (rowMap.length === table.rows && colMap.length === table.cols) return table;
    return this.#remember(`s${table.id}/${this.internMap(rowMap).id}/${this.internMap(colMap).id}`, () => {
      const { cols, data } = table;
      const out = new Float64Array(rowMap.length * colMap.length);
      let at = 0;
      for (const r of rowMap) for (const c of colMap) out[at++] = data[r * cols + c];
      return this.add(rowMap.length, colMap.length, out);
    });
  }

  /** Entrywise sum of two tables of one shape. */
  sum(a: Table, b: Table): Table {
    return this.#remember(a.id < b.id ? `p${a.id}/${b.id}` : `p${b.id}/${a.id}`, () => {
      const out = new Float64Array(a.data.length);
      for (let i = 0; i < out.length; i++) out[i] = a.data[i] + b.data[i];
      return this.add(a.rows, a.cols, out);
    });
  }

  #remember(key: string, compute: () => Table): Table {
    const known = this.#results.get(key);
    if (known) return known;
    const result = compute();
    this.#results.set(key, result);
    return result;
  }
}
