// How things that are pressed look; every one is at least 44 px high.

const button = 'inline-flex min-h-12 items-center justify-center rounded-md px-5 text-center font-semibold';

export const mainButton = `${button} bg-accent text-on-accent hover:opacity-90 aria-disabled:opacity-60`;
export const quietButton = `${button} border border-edge hover:border-ink aria-disabled:opacity-60`;
export const textLink = 'inline-flex min-h-11 items-center font-medium text-accent underline underline-offset-4';
export const quietLink = 'inline-flex min-h-11 items-center text-sm text-muted underline underline-offset-4';
export const card = 'break-inside-avoid rounded-lg border border-line bg-surface p-5';
