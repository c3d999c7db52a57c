/** @file A table of numbers, each row of which has a name. */

export interface NumberTableProps {
  /** The title of the names. */
  readonly title: string;
  /** The titles of the numbers. */
  readonly numbers: readonly string[];
  readonly rows: readonly { readonly name: string; readonly texts: readonly string[] }[];
  /** The numbers' titles under which words stand, to the left. */
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
