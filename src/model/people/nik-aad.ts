/** Ties a sealed NIK to its person: moved to another row it cannot be opened. */
export const nikAad = (pnsId: string) => `employee:${pnsId}:nik`;
