import { useId, useState, type ComponentProps, type InvalidEvent } from 'react';

type Props = Omit<ComponentProps<'input'>, 'id' | 'className' | 'onInvalid' | 'onInput'> & {
  label: string;
  /** What to say where the browser finds it missing or malformed: the browser itself would not say it in the reader's language. */
  invalidText: string;
  error: string | null;
};

/** One field with its name above and what is wrong with it below. */
export function TextField({ label, invalidText, error: refused, ...input }: Props) {
  const id = useId();
  const [isInvalid, setIsInvalid] = useState(false);
  const [isChanged, setIsChanged] = useState(false);
  const [shown, setShown] = useState(refused);
  if (shown !== refused) {
    setShown(refused);
    setIsChanged(false);
  }
  // What was refused is what stood there then.
  const error = isInvalid ? invalidText : isChanged ? null : refused;
  const onInvalid = (event: InvalidEvent<HTMLInputElement>) => {
    event.preventDefault();
    setIsInvalid(true);
    if (firstInvalid(event.currentTarget.form) === event.currentTarget) event.currentTarget.focus();
  };
  return (
    <p>
      <label htmlFor={id} className="mb-1 block font-medium">
        {label}
      </label>
      <input
        {...input}
        id={id}
        onInvalid={onInvalid}
        onInput={() => {
          setIsInvalid(false);
          setIsChanged(true);
        }}
        aria-invalid={error !== null}
        aria-describedby={error === null ? undefined : `${id}-error`}
        className="block min-h-12 w-full rounded-md border border-edge bg-page px-3 text-lg aria-invalid:border-2 aria-invalid:border-late"
      />
      {error !== null && (
        <span ref={isInvalid ? null : focusField} id={`${id}-error`} role="alert" className="mt-1 block text-late">
          {error}
        </span>
      )}
    </p>
  );
}

/** Whoever pressed the button at the bottom of a phone is far from the field. */
function focusField(error: HTMLElement | null): void {
  error?.parentElement?.querySelector('input')?.focus();
}

function firstInvalid(form: HTMLFormElement | null): Element | undefined {
  return [...(form?.elements ?? [])].find((element) => element instanceof HTMLInputElement && !element.validity.valid);
}
