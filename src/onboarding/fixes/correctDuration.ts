import { longestActivation, minutesOf, shortestActivation } from '../rules/activationDuration.ts';

/** The duration from PT30M to PT8H that comes next to what somebody wrote, such as `10H`, `90 minutes` or `1:30`. */
export function correctDuration(text: string | undefined): string {
  const minutes = minutesMeant(text ?? '') ?? longestActivation;
  const within = Math.round(Math.min(longestActivation, Math.max(shortestActivation, minutes)));
  const hours = Math.floor(within / 60);
  const rest = within % 60;
  return `PT${hours > 0 ? `${hours}H` : ''}${rest > 0 ? `${rest}M` : ''}`;
}

function minutesMeant(text: string): number | undefined {
  const iso = minutesOf(text);
  if (iso !== undefined) return iso;
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})(?::\d{2})?$/.exec(text.trim()) ?? [];
  if (hours !== undefined) return Number(hours) * 60 + Number(minutes);
  const meant = /^P?T?\s*(?:(\d{1,6})\s*h(?:ours?|rs?)?)?\s*(?:(\d{1,6})\s*m(?:in(?:ute)?s?)?)?$/i.exec(
    text.trim(),
  );
  if (meant?.[1] === undefined && meant?.[2] === undefined) return undefined;
  return Number(meant[1] ?? 0) * 60 + Number(meant[2] ?? 0);
}
