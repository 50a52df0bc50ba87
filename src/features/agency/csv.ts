/**
 * Comma-separated values (RFC 4180), every field quoted. What a spreadsheet would take for a formula is made text by an
 * apostrophe: names come from outside (OWASP, "CSV Injection").
 */
export function csv(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

function field(value: string | number): string {
  if (typeof value === 'number') return String(value);
  // A full-width sign is a sign to some spreadsheets, and so is one behind spaces.
  const text = /^[\s\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20|]|^[\t\r\n]/u.test(value) ? `'${value}` : value;
  return `"${text.replaceAll('"', '""')}"`;
}
