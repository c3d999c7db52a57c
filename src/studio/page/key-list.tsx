/** @file The list of single keys, with the switch that turns them off. */
import { useEffect, useRef } from "preact/hooks";
import { areKeysOn, isKeyListOpen, keyTexts, switchKeys } from "./keys.ts";

export function KeyList() {
  const dialog = useRef<HTMLDialogElement>(null);
  const isOpen = isKeyListOpen.value;
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);
  const close = (): void => {
    isKeyListOpen.value = false;
  };
  return (
    <dialog ref={dialog} class="key-list" aria-label="Keys" onClose={close}>
      <dl>
        {keyTexts.map(([keys, does]) => (
          <div key={keys}>
            <dt>{keys}</dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p class="toolbar after">
        <label>
          <input
            type="checkbox"
            name="keys"
            checked={areKeysOn.value}
            onChange={(event) => switchKeys(event.currentTarget.checked)}
          />{" "}
          Single keys
        </label>
        <span class="spacer" />
        <button type="button" onClick={close}>
          Close
        </button>
      </p>
    </dialog>
  );
}
