import { policy } from '../../../config/policy.ts';
import type { Letter } from '../../model/agencies/letters.ts';
import type { KeyRing } from '../../platform/crypto.ts';
import type { Kv } from '../../platform/kv.ts';

interface Whose {
  batch: string;
  /** The SSO session that made them: it alone reads them again. */
  session: string;
}

/** The letters of a batch for some minutes, sealed: the database holds no code in the clear, and neither does this. */
export function printedLetters({ kv, ring }: { kv: Kv; ring: KeyRing }) {
  const keyOf = (batch: string) => `letters:${batch}`;
  const aad = ({ batch, session }: Whose) => `letters:${batch}:${session}`;
  return {
    async keep(whose: Whose, letters: readonly Letter[]): Promise<void> {
      const sealed = ring.encrypt(JSON.stringify(letters), aad(whose));
      await kv.set(keyOf(whose.batch), sealed, policy.letters.reprintSeconds);
    },
    async read(whose: Whose): Promise<Letter[] | null> {
      const sealed = await kv.get(keyOf(whose.batch));
      if (sealed === null) return null;
      try {
        return JSON.parse(ring.decrypt(sealed, aad(whose))) as Letter[];
      } catch {
        // Sealed for another session: to this one it is not there.
        return null;
      }
    },
    drop: (batch: string) => kv.delete(keyOf(batch)),
  };
}
