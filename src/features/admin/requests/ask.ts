import { requestAdminAct } from '../../../model/admin-requests/decide.ts';
import { noteAskedIn } from '../../../model/session-of-signin.ts';
import { sessionStands } from '../../../model/people/hold-session.ts';
import { fault } from '../../../parts/fault.ts';
import type { Fault } from '../../../parts/fault.ts';
import { proveAct } from '../../../parts/proof/prove-act.ts';
import type { Web } from '../../../parts/web.ts';
import type { Fields } from '../../../platform/http/form.ts';
import type { Visit } from '../desk.ts';
import type { AdminAct } from './act.ts';

/** What a reason may have: a sentence somebody else decides by. */
export const REASON = { least: 10, most: 500 } as const;

export type AskOutcome =
  | { kind: 'asked'; id: string }
  | { kind: 'refused'; faults: Fault[] }
  /** The pool of codes is locked until then (epoch ms): 429. */
  | { kind: 'locked'; until: number };

/** `reason` of the form, bounded; a fault where it is none. */
export function reasonFault(reason: string): Fault | null {
  if (reason.length > REASON.most) return fault('reason', 'platform.fault.reason_long');
  return reason.length < REASON.least ? fault('reason', 'platform.fault.reason') : null;
}

/** What the end of a form that asks (views/admin/ask.ejs) lacks, where the rest is at fault already: no code is spent on that. */
export function askFaults(form: Fields): Fault[] {
  const proven = ['passkey', 'code', 'recoveryCode'].some((name) => (form[name] ?? '').trim() !== '');
  const faults = [
    reasonFault((form.reason ?? '').trim()),
    proven ? null : fault('code', 'signin.code.empty'),
  ];
  return faults.filter((one) => one !== null);
}

/**
 * Asks a second admin for an act. The form has `reason` and a proof made for this (partials/proof.ejs); what cannot be done
 * is said before anybody waits for it.
 */
export async function askFor<Payload extends object>(
  deps: Pick<Web, 'db' | 'kv' | 'ring' | 'pools' | 'compose' | 'messages' | 'now' | 'issuer'>,
  visit: Visit,
  { act, payload, form }: { act: AdminAct<Payload>; payload: Payload; form: Fields },
): Promise<AskOutcome> {
  const { admin, context, now } = visit;
  const reason = (form.reason ?? '').trim();
  const unreasonable = reasonFault(reason);
  if (unreasonable) return { kind: 'refused', faults: [unreasonable] };
  const requestedBy = admin.accountId;
  const refusal = await act.check(deps.db, payload, { requestedBy });
  if (refusal !== null) return { kind: 'refused', faults: [fault(null, refusal)] };
  const proof = await proveAct(deps, visit.ctx, { session: admin.session, form, act: `admin.${act.name}` });
  if (proof.kind !== 'proven') return proof;
  await noteAskedIn(deps.kv, admin.session);
  const { epoch, uid: sid } = admin.session;
  const what = { act: act.name, payload: payload as Record<string, unknown>, reason };
  const asked = { ...what, requestedBy, epoch, sid, now };
  const telling = { compose: deps.compose, context };
  const id = await deps.db
    .transaction()
    .execute(async (trx) =>
      (await sessionStands(trx, admin.session)) ? requestAdminAct(trx, asked, telling) : null,
    );
  if (id === null) return { kind: 'refused', faults: [fault(null, 'platform.refused.ended')] };
  return { kind: 'asked', id };
}
