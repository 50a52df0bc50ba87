import { audit } from '../../../model/audit.ts';
import { readHandedCode, tryHandedCode } from '../../../model/credentials/handed-codes.ts';
import type { AcceptedCode } from '../../../model/credentials/handed-codes.ts';
import type { SigninAccount } from '../../../model/people/signin-account.ts';
import { fault } from '../../../parts/fault.ts';
import type { Place } from '../../../platform/gate.ts';
import { auditContext } from '../audit-context.ts';
import type { Outcome, SigninDeps, Visit } from '../step.ts';

type Deps = Pick<SigninDeps, 'db' | 'ring' | 'hasher' | 'now'>;

export interface Compared {
  right: boolean;
  /** The hash is of an older format. */
  outdated: boolean;
  tookMs: number;
  /** What was typed is a code handed over, which stands for the password. */
  code: AcceptedCode | null;
}

/**
 * Compares what was typed with the password, and first, where it has the form of a code handed over and the account has one
 * open, with that. Otherwise everybody costs one hash, an unknown NIP too.
 */
export async function comparePassword(
  deps: Deps,
  { account, password, place }: { account: SigninAccount | null; password: string; place: Place },
): Promise<Compared> {
  const plain = account?.handedCodeOpen ? readHandedCode(password) : null;
  if (account && plain !== null) {
    const code = await tryHandedCode(deps, { accountId: account.id, plain, now: deps.now() });
    if (code) return { right: true, outdated: false, tookMs: 0, code };
  }
  return { ...(await deps.hasher.verify(account?.password?.hash ?? null, password, { place })), code: null };
}

/**
 * A code never works where whoever issued it is signed in (design §6): in that session, or any other of theirs in this
 * browser. Null: nothing stands in its way, and it is written down that it was accepted.
 */
export async function refusedAtIssuer(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  visit: Visit,
  { account, code }: { account: SigninAccount; code: AcceptedCode },
): Promise<Outcome | null> {
  const present = await visit.interaction.signedInHere();
  const context = auditContext(visit, now());
  const { id, kind } = code;
  if (present && (present.accountId === code.issuedBy || present.uid === code.issuerSession)) {
    const details = { code: id, reason: 'issuer_session' as const };
    await audit(db, { type: 'handed-code.refused', accountId: account.id, details }, context);
    return { kind: 'refused', faults: [fault('password', 'signin.handed-code.issuer')] };
  }
  await audit(
    db,
    { type: 'handed-code.accepted', accountId: account.id, details: { code: id, kind } },
    context,
  );
  return null;
}
