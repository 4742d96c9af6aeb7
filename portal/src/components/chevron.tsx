/** Shows that something opens, and turns when it is open. */
export function Chevron({ className }: { className: string }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 12 12"
      className={`size-3 shrink-0 fill-none stroke-current stroke-2 ${className}`}
    >
      <path d="M2 4l4 4 4-4" />
    </svg>
  );
}
