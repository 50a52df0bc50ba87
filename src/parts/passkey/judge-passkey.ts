import { audit } from '../../model/audit.ts';
import type { AuditContext } from '../../model/audit.ts';
import { endPasskeys, findPasskey, usePasskey } from '../../model/credentials/passkeys.ts';
import type { Passkey } from '../../model/credentials/passkeys.ts';
import type { PasskeyRefusal } from '../../model/events/passkeys.ts';
import { notice } from '../../model/notices.ts';
import type { Compose } from '../../model/notices.ts';
import type { KeyRing } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import type { Kv } from '../../platform/kv.ts';
import { challengeOf, readAssertion, verifyAssertion } from '../../platform/webauthn.ts';
import type { Assertion } from '../../platform/webauthn.ts';
import { createPasskeyChallenges } from './challenges.ts';
import type { Bound } from './challenges.ts';
import { rpIdOf } from './options.ts';

export interface PasskeyDeps {
  db: Db;
  kv: Kv;
  ring: KeyRing;
  compose: Compose;
  issuer: string;
  now: () => number;
}

export interface PasskeyTry {
  /** The browser's answer as JSON. */
  typed: string;
  /** What the challenge must have been made for. */
  bound: Bound;
  /** Whose it must be; null: whoever's it is says so (the whole sign-in). */
  accountId: string | null;
  /** Only one made before this counts (epoch ms): an account that is frozen, an act that needs an older factor. */
  before?: number | null;
  /** Whether a refusal, by `noteOf`, is not in the audit log yet: a loop of one interaction or session writes each once. */
  toNote(note: string): boolean | Promise<boolean>;
  context: AuditContext;
}

export type PasskeyVerdict =
  | { kind: 'right'; passkey: Passkey; factor: 'hwk' | 'swk' }
  /** Good, and too young for what it was given for. */
  | { kind: 'young'; passkey: Passkey }
  | { kind: 'refused'; reason: PasskeyRefusal };

/**
 * Judges an answer of a passkey: the challenge is taken first, so that a wrong answer uses it up too; then whose it is, its
 * signature, origin, RP ID and user verification, and its counter in one UPDATE. Nothing is counted: an answer cannot be
 * guessed, and a page that could be locked by strangers would keep the owner out.
 */
export async function judgePasskey(deps: PasskeyDeps, attempt: PasskeyTry): Promise<PasskeyVerdict> {
  const verdict = await judge(deps, attempt);
  if (verdict.kind !== 'refused') return verdict;
  const { reason, passkey } = verdict;
  // Of whoever it is about: a credential that is another's says nothing to that other.
  const accountId = attempt.accountId ?? (reason === 'counter' ? (passkey?.accountId ?? null) : null);
  const details = { reason, ...(passkey ? { passkey: passkey.id } : {}) };
  if (await attempt.toNote(noteOf(reason, attempt)))
    await audit(deps.db, { type: 'passkey.refused', accountId, details }, attempt.context);
  if (reason === 'counter' && passkey) await stopClone(deps, passkey, attempt.context);
  return { kind: 'refused', reason };
}

/**
 * What an interaction remembers of a refusal that was written down. Where nobody is known the first one stands for all: anybody
 * posts those, and a row of the audit log is there for good. A copied passkey is somebody's, and is always told.
 */
export const noteOf = (reason: PasskeyRefusal, { accountId }: Pick<PasskeyTry, 'accountId'>): string =>
  accountId === null && reason !== 'counter' ? 'passkey' : `passkey.${reason}`;

type Judged =
  | Exclude<PasskeyVerdict, { kind: 'refused' }>
  | { kind: 'refused'; reason: PasskeyRefusal; passkey?: Passkey };

async function judge(deps: PasskeyDeps, attempt: PasskeyTry): Promise<Judged> {
  const { db, issuer, now } = deps;
  const answer = readAssertion(attempt.typed);
  const challenge = answer ? challengeOf(answer.response.clientDataJSON) : null;
  if (!answer || challenge === null) return { kind: 'refused', reason: 'malformed' };
  if (!(await createPasskeyChallenges(deps).take(attempt.bound, challenge)))
    return { kind: 'refused', reason: 'challenge' };
  const passkey = await findPasskey(db, answer.id);
  if (!passkey) return { kind: 'refused', reason: 'unknown' };
  if (attempt.accountId !== null && passkey.accountId !== attempt.accountId)
    return { kind: 'refused', reason: 'other_account' };
  const place = { rpId: rpIdOf(issuer), origin: issuer, challenge };
  const verified = await verifyAssertion(answer, passkey, place);
  if (!verified || !(await isOfItsHolder(db, passkey, { answer, known: attempt.accountId !== null })))
    return { kind: 'refused', reason: 'signature', passkey };
  if (attempt.before != null && passkey.createdAt >= attempt.before) return { kind: 'young', passkey };
  const { userAgent = null } = attempt.context;
  const used = await usePasskey(db, { id: passkey.id, ...verified, userAgent, now: now() });
  if (!used) return { kind: 'refused', reason: 'counter', passkey };
  return { kind: 'right', passkey, factor: passkey.deviceBound ? 'hwk' : 'swk' };
}

/**
 * A handle that comes along must be the account's own, and must come along where nobody was known before (WebAuthn level 3
 * section 7.2, step 6).
 */
async function isOfItsHolder(
  db: Db,
  { accountId }: Passkey,
  { answer, known }: { answer: Assertion; known: boolean },
): Promise<boolean> {
  const handle = answer.response.userHandle ?? null;
  if (handle === null) return known;
  const row = await db
    .selectFrom('account')
    .select('id')
    .where('id', '=', accountId)
    .where('user_handle', '=', handle)
    .executeTakeFirst();
  return row !== undefined;
}

/** Two devices answer with one key: neither is believed any more, and the owner is told. */
async function stopClone(
  { db, compose, now }: PasskeyDeps,
  passkey: Passkey,
  context: AuditContext,
): Promise<void> {
  const { accountId, id, name } = passkey;
  await db.transaction().execute(async (trx) => {
    const ended = await endPasskeys(trx, { accountId, ids: [id], reason: 'cloned', now: now() }, context);
    if (ended > 0)
      await notice(trx, { accountId, kind: 'passkey_cloned', values: { name }, now: now(), compose });
  });
}
