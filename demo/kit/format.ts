const ZONE = 'Asia/Jakarta';
const dateFormat = new Intl.DateTimeFormat('id-ID', { dateStyle: 'long', timeZone: ZONE });
const clockFormat = new Intl.DateTimeFormat('id-ID', {
  dateStyle: 'long',
  timeStyle: 'short',
  timeZone: ZONE,
});

/** "1 September 2026"; what cannot be read as a date is shown as it came. */
export function date(value: string | number): string {
  const read = new Date(value);
  return Number.isNaN(read.getTime()) ? String(value) : dateFormat.format(read);
}

/** "1 September 2026 pukul 09.42 WIB". */
export function clock(value: string | number): string {
  const read = new Date(value);
  return Number.isNaN(read.getTime()) ? String(value) : `${clockFormat.format(read)} WIB`;
}

/** A NIP in its groups (birth date, month of appointment, sex, serial number): set apart by style, so that a copy has no spaces. */
export function nipGroups(value: string): string[] {
  return /^(\d{8})(\d{6})(\d)(\d{3})$/.exec(value)?.slice(1) ?? [value];
}
