/** The minutes of an ISO 8601 duration of days, hours and minutes; undefined for any other text. */
export function activationMinutes(duration: string): number | undefined {
  const [matched, days, hours, minutes] =
    /^P(?=.)(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:0+S)?)?$/i.exec(duration) ?? [];
  return matched === undefined
    ? undefined
    : (Number(days ?? 0) * 24 + Number(hours ?? 0)) * 60 + Number(minutes ?? 0);
}
