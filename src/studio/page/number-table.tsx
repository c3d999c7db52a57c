/** @file A table of numbers, each row of which has a name. */

export interface NumberTableProps {
  /** The title of the names. */
  readonly title: string;
  /** The titles of the numbers. */
  readonly numbers: readonly string[];
  readonly rows: readonly { readonly name: string; readonly texts: readonly string[] }[];
}

export const NumberTable = ({ title, numbers, rows }: NumberTableProps) => (
  <div class="scroll">
    <table>
      <thead>
        <tr>
          <th scope="col">{title}</th>
          {numbers.map((each) => (
            <th key={each} scope="col" class="number">
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
              <td key={numbers[i]} class="number">
                {text}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
