/**
 * @file Edge cost tables, stored once. Repeated layers make most tables equal, and reduction applies the same
 * operations to equal tables, so the results are memoized too.
 */
import { TableInterner } from "../problem.ts";

/** A row-major cost table. Tables of equal content in one {@link TablePool} are one object. */
export interface Table {
  readonly id: number;
  readonly rows: number;
  readonly cols: number;
  readonly data: Float64Array;
  readonly hasForbidden: boolean;
}

/** Interned tables and memoized operations on them. */
export class TablePool {
  readonly #interner = new TableInterner();
  readonly #byData = new Map<Float64Array, Map<number, Table>>();
  readonly #results = new Map<string, Table>();
  readonly #maps = new Map<string, { id: number; map: Int32Array }>();
  #numTables = 0;

  /** Returns the table with this content. Takes ownership of `data`. */
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

  /** Returns this pool's object for a table of another pool. */
  share({ rows, cols, data, hasForbidden }: Table): Table {
    return this.add(rows, cols, data, hasForbidden);
  }

  /** Interns a map by content, so that maps can be compared and identified by number. */
  internMap(map: Int32Array): { id: number; map: Int32Array } {
    const key = map.join();
    const known = this.#maps.get(key);
    if (known) return known;
    const added = { id: this.#maps.size, map };
    this.#maps.set(key, added);
    return added;
  }

  /** Returns the transpose of `table`. */
  transpose(table: Table): Table {
    return this.#remember(`t${table.id}`, () => {
      const { rows, cols, data } = table;
      const out = new Float64Array(rows * cols);
      for (let r = 0; r < rows; r++) for (let c = 0; c < cols; c++) out[c * rows + r] = data[r * cols + c];
      return this.add(cols, rows, out, table.hasForbidden);
    });
  }

  /** Row `r` of the result is row `map[r]` of `table`. A negative index gives a row of forbidden entries. */
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

  /** Column `c` of the result is column `map[c]` of `table`. A negative index gives a column of forbidden entries. */
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

  /** Returns the rows and columns listed in two ascending maps. */
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

  /** Entrywise sum of two tables of the same shape. */
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
