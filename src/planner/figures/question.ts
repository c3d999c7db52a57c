/** @file A question of a figure: a command line whose answer has the figure's numbers. */
export interface Question {
  readonly command: "plan" | "run" | "sweep" | "validate";
  /** A model, or for `validate` the file of published runs. */
  readonly model: string;
  /** Options by name without dashes; `true` for one without a value. */
  readonly options: Readonly<Record<string, string | number | true>>;
}

/** The command line after `alpa`. */
export const questionArgs = ({ command, model, options }: Question): string[] => [
  command,
  model,
  ...Object.entries(options).flatMap(([name, value]) => (value === true ? [`--${name}`] : [`--${name}`, `${value}`])),
];

/** What a user types to get the numbers. */
export const questionText = (question: Question): string => `alpa ${questionArgs(question).join(" ")} --json`;

/** The model and options that a user gives in place of the figure's own. */
export interface Changes {
  readonly model?: string;
  readonly options: Question["options"];
}

/** The question with the user's changes. Questions to `validate` and `run` stay: they are about fixed models. */
export const withChanges = (question: Question, { model, options }: Changes): Question =>
  question.command === "validate" || question.command === "run"
    ? question
    : { ...question, model: model ?? question.model, options: { ...question.options, ...options } };
