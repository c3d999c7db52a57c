/** @file The page: header, question, and the answer with its views. */
import { Answered } from "./answered.tsx";
import { Header } from "./header.tsx";
import { KeyList } from "./key-list.tsx";
import { QuestionForm } from "./question-form.tsx";
import { Remedies } from "./remedies.tsx";
import { StatusLine } from "./status-line.tsx";
import { answered, failure, mistakes, question } from "./store.ts";

export function App() {
  const isStale = answered.value !== question.value;
  return (
    <>
      <Header />
      <KeyList />
      <div class="page">
        <QuestionForm />
        <main>
          <StatusLine />
          {mistakes.value.map((text) => (
            <p key={text} class="note" role="status">
              {text}
            </p>
          ))}
          {failure.value ? <Failed /> : <Remedies />}
          <Answered canAsk={true} isStale={isStale} />
        </main>
      </div>
    </>
  );
}

const Failed = () => (
  <div class="failure" role="alert">
    <strong>No plan</strong>
    <p>{failure.value!.message}</p>
    <Remedies />
  </div>
);
