import { useId, type ComponentProps } from 'react';

type Props = Omit<ComponentProps<'input'>, 'id' | 'className'> & { label: string; error: string | null };

/** One field with its name above and what is wrong with it below. */
export function TextField({ label, error, ...input }: Props) {
  const id = useId();
  return (
    <p>
      <label htmlFor={id} className="mb-1 block font-medium">
        {label}
      </label>
      <input
        {...input}
        id={id}
        aria-invalid={error !== null}
        aria-describedby={error === null ? undefined : `${id}-error`}
        className="block min-h-12 w-full rounded-md border border-edge bg-page px-3 text-lg aria-invalid:border-2 aria-invalid:border-late"
      />
      {error !== null && (
        <span id={`${id}-error`} role="alert" className="mt-1 block text-late">
          {error}
        </span>
      )}
    </p>
  );
}
