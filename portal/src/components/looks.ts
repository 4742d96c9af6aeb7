// How things that are pressed look; every one is at least 44 px high.

const button = 'inline-flex min-h-12 items-center justify-center rounded-md px-5 py-2 text-center font-semibold';

// The border is for forced colours, which take the background away.
export const mainButton = `${button} border border-transparent bg-accent text-on-accent hover:opacity-90 aria-disabled:opacity-60`;
export const quietButton = `${button} border border-edge hover:border-ink aria-disabled:opacity-60`;
export const textLink = 'inline-flex min-h-11 items-center font-medium text-accent underline underline-offset-4';
export const quietLink =
  'inline-flex min-h-11 items-center text-sm text-muted underline underline-offset-4 aria-disabled:opacity-60';
export const card = 'break-inside-avoid rounded-lg border border-line bg-surface p-5';
