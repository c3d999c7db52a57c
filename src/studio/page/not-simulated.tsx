/** @file The placeholder of views of the simulated step while there is none. */
import { isPictured, status } from "./store.ts";

export function NotSimulated() {
  const isComing = status.value.kind === "planning";
  if (isComing || isPictured.value)
    return <p class="under">{isComing ? "Simulating the step …" : "Not simulated yet."}</p>;
  return (
    <p class="under">
      This program is too large to simulate in a browser. The command line does it:{" "}
      <code>alpa plan … --timeline step.svg</code>.
    </p>
  );
}
