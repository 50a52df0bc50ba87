import type { Context } from 'koa';
import type { Notice } from './application.ts';
import type { CallbackTools } from './callback.ts';
import type { Answer, Fault } from './exchange.ts';
import type { PendingRequest } from './pending.ts';
import type { Session } from './sessions.ts';
import { proofRefusals } from './text.ts';
import type { ProofRefusalCode } from './text.ts';
import { checkProof } from './token-claims.ts';

type Exchanged = { kind: 'ok'; answer: Answer } | { kind: 'fault'; fault: Fault };
type Step = NonNullable<PendingRequest['step']>;

const REMEMBER_PROOF = 15 * 60_000;

/**
 * Ends a step-up: the proof must belong to the session that asked, to its person, to this very act, be fresh, and be
 * new to us. Whatever comes of it is told on the page the person came from; the session goes on either way.
 */
export function createSettleStep(tools: CallbackTools) {
  const { application, sessions, log } = tools;
  return async (ctx: Context, step: Step, returnTo: string, exchanged: Exchanged): Promise<void> => {
    const session = tools.sessionOf(ctx);
    if (!session) return tools.begin(ctx, { returnTo });
    session.notice = await settle(session, step, exchanged);
    // A logout may have come while we were settling: its page then is the signed-out one.
    ctx.status = 303;
    ctx.redirect(sessions.find(session.id) ? returnTo : '/');
  };

  async function settle(session: Session, step: Step, exchanged: Exchanged): Promise<Notice> {
    const refusal = judge(session, step, exchanged);
    if (refusal !== null || exchanged.kind === 'fault' || !application.proven) {
      log('proof_refused', { refusal });
      return { kind: 'refused', text: proofRefusals[refusal ?? 'failed'] };
    }
    const { claims } = exchanged.answer;
    log('proof_accepted');
    return application.proven(session, {
      act: step.act,
      at: Number(claims.asn_act_at) * 1000,
      acr: String(claims.acr),
    });
  }

  function judge(session: Session, step: Step, exchanged: Exchanged): ProofRefusalCode | null {
    if (step.sessionId !== session.id) return 'other_session';
    if (exchanged.kind === 'fault') return exchanged.fault === 'cancelled' ? 'cancelled' : 'failed';
    const { claims } = exchanged.answer;
    const refusal = checkProof(claims, { act: step.act, sub: session.person.sub }, tools.now());
    return refusal ?? (isNew(claims) ? null : 'replayed');
  }

  /** Nonce and token id are both remembered: a token that comes twice under a new nonce is still the same proof. */
  function isNew(claims: Answer['claims']): boolean {
    const marks = [`nonce ${claims.nonce}`, ...(claims.jti ? [`jti ${claims.jti}`] : [])];
    const fresh = marks.every((mark) => tools.used.get(mark) === undefined);
    for (const mark of marks) tools.used.set(mark, true, tools.now() + REMEMBER_PROOF);
    return fresh;
  }
}
