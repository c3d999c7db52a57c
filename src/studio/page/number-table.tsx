/** @file A table of numbers with a name for each row. */

export interface NumberTableProps {
  /** The title of the column of names. */
  readonly title: string;
  /** The titles of the columns of numbers. */
  readonly numbers: readonly string[];
  readonly rows: readonly { readonly name: string; readonly texts: readonly string[] }[];
  /** The titles of columns that hold text, aligned left. */
  readonly words?: readonly string[];
}

export const NumberTable = ({ title, numbers, rows, words = [] }: NumberTableProps) => (
  <div class="scroll">
    <table>
      <thead>
        <tr>
          <th scope="col">{title}</th>
          {numbers.map((each) => (
            <th key={each} scope="col" class={words.includes(each) ? undefined : "number"}>
              {each}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, texts }) => (
          <tr key={`${name} ${texts.join(" ")}`}>
            <td>{name}</td>
            {texts.map((text, i) => (
              <td key={numbers[i]} class={words.includes(numbers[i]) ? undefined : "number"}>
                {text}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
