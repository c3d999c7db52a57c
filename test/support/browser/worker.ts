/** @file Web worker that plans and posts the results to its page's server. */
import { planMlp } from "./plan-mlp.ts";

const answer = await planMlp().then(
  (results) => ({ results }),
  (error) => ({ error: String(error?.stack ?? error) }),
);
await fetch("/result", { method: "POST", body: JSON.stringify(answer) });
