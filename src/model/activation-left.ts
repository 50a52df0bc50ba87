import type { Kv } from '../platform/kv.ts';
import type { LeftActivation } from '../policies/activation-left.ts';
import type { StepName } from '../policies/signin-steps.ts';

/** What a browser that left an activation may come back to, and what its page says of it. */
export interface LeftRow extends LeftActivation {
  accountId: string;
  /** The password was changed in it. */
  passwordChanged: boolean;
  page: {
    done: LeftStep[];
    rest: StepName[];
    /** How one comes back. */
    by: 'first_password' | 'own_password' | 'authenticator';
    /** Whether contacts count again in this browser; `shared`: never on a shared device. */
    contacts: 'count' | 'shared' | 'none';
    /** Where a fresh sign-in starts. */
    to: string;
  };
}

/** What is done, by the step that did it. */
export type LeftStep = Extract<StepName, 'email_code' | 'sms_code' | 'change_password' | 'enrol'>;

const keyOf = (hash: string) => `activation-left:${hash}`;

/** Kept under the hash of a cookie made for it: nobody has it whom this browser did not leave it to. */
export async function keepLeft(
  kv: Kv,
  hash: string,
  { row, seconds }: { row: LeftRow; seconds: number },
): Promise<void> {
  await kv.set(keyOf(hash), JSON.stringify(row), seconds);
}

export async function findLeft(kv: Kv, hash: string): Promise<LeftRow | null> {
  return read(await kv.get(keyOf(hash)));
}

/** Once; of two sign-ins at the same moment one goes on with it. */
export async function takeLeft(kv: Kv, hash: string): Promise<LeftRow | null> {
  return read(await kv.take(keyOf(hash)));
}

/** Only keepLeft writes it. */
const read = (stored: string | null): LeftRow | null =>
  stored === null ? null : (JSON.parse(stored) as LeftRow);
