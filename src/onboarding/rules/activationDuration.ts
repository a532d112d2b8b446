/** How long an eligible authorization may be active at a time, in minutes (DOMAIN 6). */
export const shortestActivation = 30;
export const longestActivation = 8 * 60;

const iso = /^P(?=.)(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/i;

/** The minutes of an ISO 8601 duration of days, hours, minutes and seconds; undefined for any other text. */
export function minutesOf(duration: string): number | undefined {
  const [matched, days, hours, minutes, seconds] = iso.exec(duration) ?? [];
  if (matched === undefined) return undefined;
  const count = (text: string | undefined): number => Number(text ?? 0);
  return count(days) * 24 * 60 + count(hours) * 60 + count(minutes) + count(seconds) / 60;
}

/** Whether an eligible authorization may be active for so long. */
export function isActivationDuration(duration: string): boolean {
  const minutes = minutesOf(duration);
  return minutes !== undefined && minutes >= shortestActivation && minutes <= longestActivation;
}
