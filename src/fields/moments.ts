/** Readers of dates and times, as `values.ts`: canonical text, or undefined. */

interface Clock {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly fraction: string;
}

/** Reads a date that exists, in the years 1 to 9999. */
export function dateText(text: string): string | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (match === null) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const real =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real && year > 0 ? text : undefined;
}

/** Reads a time of day without offset; seconds are added, fractions kept to the microsecond: `9:5` is none, `09:05` is `09:05:00`. */
export function timeText(text: string): string | undefined {
  const clock = clockOf(text);
  return clock === undefined ? undefined : clockText(clock);
}

/** Reads a date and time with an offset or `Z` and writes it in UTC. */
export function datetimeText(text: string): string | undefined {
  const match = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)([Zz]|[+-]\d\d:\d\d)$/.exec(text);
  const [, date = '', time = '', offset = ''] = match ?? [];
  const clock = clockOf(time);
  const minutes = offsetMinutes(offset);
  if (dateText(date) === undefined || clock === undefined || minutes === undefined) return undefined;
  const moment = new Date(`${date}T00:00:00Z`);
  moment.setUTCMinutes(clock.hour * 60 + clock.minute - minutes);
  const year = moment.getUTCFullYear();
  if (year < 1 || year > 9999) return undefined;
  const utc = { ...clock, hour: moment.getUTCHours(), minute: moment.getUTCMinutes() };
  return `${moment.toISOString().slice(0, 10)}T${clockText(utc)}Z`;
}

function clockOf(text: string): Clock | undefined {
  const match = /^(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?$/.exec(text);
  if (match === null) return undefined;
  const clock = {
    hour: Number(match[1]),
    minute: Number(match[2]),
    second: Number(match[3] ?? 0),
    fraction: (match[4] ?? '').replace(/0+$/, ''),
  };
  return clock.hour < 24 && clock.minute < 60 && clock.second < 60 ? clock : undefined;
}

function clockText({ hour, minute, second, fraction }: Clock): string {
  const [hours, minutes, seconds] = [hour, minute, second].map((part) => String(part).padStart(2, '0'));
  return `${hours}:${minutes}:${seconds}${fraction === '' ? '' : `.${fraction}`}`;
}

function offsetMinutes(offset: string): number | undefined {
  if (/^[Zz]$/.test(offset)) return 0;
  const [hours = 24, minutes = 60] = offset.slice(1).split(':').map(Number);
  if (hours > 23 || minutes > 59) return undefined;
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
