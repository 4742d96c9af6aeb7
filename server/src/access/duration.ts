export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

export function addMs(instant: Date, ms: number): Date {
  return new Date(instant.getTime() + ms);
}
