/**
 * The form of an e-mail address, and the likely slip in its domain. RFC 5321 allows far more than any mailbox of a
 * civil servant has; what is refused here could never be delivered, everything else is for the code to prove.
 */

export type EmailFault = 'empty' | 'form' | 'length';
export type ReadEmail = { kind: 'ok'; email: string } | { kind: 'malformed'; reason: EmailFault };

/** RFC 5321 §4.5.3.1: 64 octets before the @, 254 in all. */
const LONGEST = 254;
const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Spaces around it and capitals are nothing; the address is compared and stored in lower case. */
export function readEmail(typed: string): ReadEmail {
  const email = typed
    .normalize('NFKC')
    .replace(/[\s\p{Zs}\p{Cf}]/gu, '')
    .replace(/^mailto:/i, '')
    .toLowerCase();
  if (email === '') return { kind: 'malformed', reason: 'empty' };
  if (email.length > LONGEST) return { kind: 'malformed', reason: 'length' };
  const [local = '', domain = '', ...more] = email.split('@');
  const labels = domain.split('.');
  const wellFormed =
    more.length === 0 &&
    local.length <= 64 &&
    LOCAL.test(local) &&
    labels.length > 1 &&
    labels.every((label) => LABEL.test(label)) &&
    /^[a-z]{2,}$/.test(labels.at(-1) ?? '');
  return wellFormed ? { kind: 'ok', email } : { kind: 'malformed', reason: 'form' };
}

/** The mailboxes people have; one letter beside one of them is a slip of the finger. */
export const COMMON_DOMAINS: readonly string[] = [
  'gmail.com',
  'yahoo.com',
  'yahoo.co.id',
  'ymail.com',
  'rocketmail.com',
  'outlook.com',
  'outlook.co.id',
  'hotmail.com',
  'live.com',
  'icloud.com',
  'proton.me',
  'asn.go.id',
  'bkn.go.id',
  'kemkes.go.id',
  'kemdikbud.go.id',
  'kemenag.go.id',
];

/** Real domains that look like a slip of another. */
const NO_SLIPS = new Set(['mail.com', 'email.com', 'gmx.com', 'bin.go.id', 'bkkbn.go.id', 'pkn.go.id']);

/** "Maksud Anda …@gmail.com?" or null. Never blocks: somebody does have an address at gmial.com. */
export function suggestEmail(email: string): string | null {
  const at = email.lastIndexOf('@');
  const [local, domain] = [email.slice(0, at), email.slice(at + 1)];
  if (COMMON_DOMAINS.includes(domain) || NO_SLIPS.has(domain)) return null;
  const near = COMMON_DOMAINS.map((known) => ({ known, away: distance(domain, known) }))
    .filter(({ known, away }) => away <= (known.length > 8 ? 2 : 1))
    .toSorted((a, b) => a.away - b.away);
  const [nearest] = near;
  return nearest ? `${local}@${nearest.known}` : null;
}

/** Letters put in, left out, changed or swapped with their neighbour (Damerau–Levenshtein, adjacent swaps only). */
function distance(a: string, b: string): number {
  const width = b.length + 1;
  const cells = Array.from({ length: (a.length + 1) * width }, () => 0);
  const at = (i: number, j: number) => cells[i * width + j] ?? 0;
  for (let i = 0; i <= a.length; i += 1) {
    for (let j = 0; j <= b.length; j += 1) {
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const changed = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      cells[i * width + j] =
        i === 0 || j === 0
          ? i + j
          : Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, changed, swapped ? at(i - 2, j - 2) + 1 : Infinity);
    }
  }
  return at(a.length, b.length);
}
