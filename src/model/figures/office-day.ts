const WIB_MS = 7 * 3_600_000;

/** The day of an office in WIB (which has no summer time), as yyyy-mm-dd. */
export const officeDay = (at: number): string => new Date(at + WIB_MS).toISOString().slice(0, 10);

/** When it begins; epoch ms. */
export const startOfOfficeDay = (day: string): number => Date.parse(`${day}T00:00:00+07:00`);
