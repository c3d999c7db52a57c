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

/** What a user may ask instead; options that a question does not have are left out. */
export interface Changes {
  readonly model?: string;
  readonly options: Question["options"];
}

/**
 * Published runs are what they are, and a run needs a model with data, on this machine: questions about them stay.
 */
export const withChanges = (question: Question, { model, options }: Changes): Question =>
  question.command === "validate" || question.command === "run"
    ? question
    : { ...question, model: model ?? question.model, options: { ...question.options, ...options } };
