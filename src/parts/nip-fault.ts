import type { MessageKey } from '../messages.ts';
import type { ReadNip } from '../policies/nip.ts';
import type { Fault } from './fault.ts';

/** What is wrong with the form of a NIP is said at once: it needs no look-up. `whose`: an officer types somebody else's. */
export function nipFault(
  { reason, digits }: Extract<ReadNip, { kind: 'malformed' }>,
  { whose = 'own' }: { whose?: 'own' | 'other' } = {},
): Fault {
  const keys = {
    empty: whose === 'own' ? 'signin.nip.empty' : 'field.nip.other',
    letters: 'signin.nip.letters',
    length: 'signin.nip.length',
    birth_date: 'signin.nip.birth-date',
    tmt: 'signin.nip.tmt',
    sex: 'signin.nip.sex',
  } as const satisfies Record<typeof reason, MessageKey>;
  return { field: 'nip', key: keys[reason], values: { digits } };
}
