import { policy } from '../../config/policy.ts';
import type { MessageKey, Words } from '../messages.ts';
import type { PasswordFault } from '../policies/password.ts';
import type { Fault } from './fault.ts';

/** What is wrong with a new password, tied to its field. The kinds of characters it lacks are one sentence, not four. */
export function wordPasswordFaults(
  found: readonly PasswordFault[],
  { field, words }: { field: string; words: Words },
): Fault[] {
  const lacking = found.flatMap((code) =>
    code in kinds ? [words.t(kinds[code as keyof typeof kinds])] : [],
  );
  const values = { min: policy.password.minLength, max: policy.password.maxLength };
  const others = found.flatMap((code): Fault[] =>
    code in kinds ? [] : [{ field, key: wording[code as keyof typeof wording], values }],
  );
  if (lacking.length === 0) return others;
  const list = new Intl.ListFormat(words.locale, { type: 'conjunction' }).format(lacking);
  return [...others, { field, key: 'signin.new-password.needs', values: { kinds: list } }];
}

const kinds = {
  needs_upper: 'signin.new-password.upper',
  needs_lower: 'signin.new-password.lower',
  needs_digit: 'signin.new-password.digit',
  needs_symbol: 'signin.new-password.symbol',
} as const satisfies Partial<Record<PasswordFault, MessageKey>>;

const wording = {
  too_short: 'signin.new-password.too-short',
  too_long: 'signin.new-password.too-long',
  contains_nip: 'signin.new-password.contains-nip',
  contains_nik: 'signin.new-password.contains-nik',
  contains_birth_date: 'signin.new-password.contains-birth-date',
  contains_name: 'signin.new-password.contains-name',
  common: 'signin.new-password.common',
} as const satisfies Record<Exclude<PasswordFault, keyof typeof kinds>, MessageKey>;
