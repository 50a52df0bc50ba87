import type { Context } from 'koa';
import { policy } from '../../../../config/policy.ts';
import { addPasskey, userHandleOf } from '../../../model/credentials/passkeys.ts';
import { holdSession } from '../../../model/people/hold-session.ts';
import type { SsoSession } from '../../../oidc/sessions.ts';
import { fault, refusals } from '../../../parts/fault.ts';
import type { Fault } from '../../../parts/fault.ts';
import { fullName } from '../../../parts/full-name.ts';
import { contextIn } from '../../../parts/page-context.ts';
import { createPasskeyChallenges } from '../../../parts/passkey/challenges.ts';
import type { Bound } from '../../../parts/passkey/challenges.ts';
import { creationOptions, rpIdOf } from '../../../parts/passkey/options.ts';
import { proofWays } from '../../../parts/proof/proof-ways.ts';
import { proveAct } from '../../../parts/proof/prove-act.ts';
import { provenKey } from '../../../parts/proof/proven-key.ts';
import { lockOf, refusedBy, statusOf } from '../../../parts/refused.ts';
import type { Refused } from '../../../parts/refused.ts';
import type { Web } from '../../../parts/web.ts';
import { readFields } from '../../../platform/http/form.ts';
import { seeOther } from '../../../platform/http/see-other.ts';
import { stateOf } from '../../../platform/http/state.ts';
import { challengeOf, readRegistration, verifyRegistration } from '../../../platform/webauthn.ts';
import { ownName } from '../own-name.ts';
import { whose } from '../whose.ts';
import type { Whose } from '../whose.ts';

const ADD = '/account/passkeys/add';
const NEW = '/account/passkeys/new';

export interface EnrolPages {
  /** The proof that adding one asks for. */
  ask(ctx: Context): Promise<void>;
  prove(ctx: Context): Promise<void>;
  /** The device's turn. */
  show(ctx: Context): Promise<void>;
  add(ctx: Context): Promise<void>;
}

/**
 * A new passkey: a second factor given for that, then the device's own question, within five minutes and once. Never on a
 * device that others use too (design §6).
 */
export function enrolPages(deps: Web): EnrolPages {
  const challenges = createPasskeyChallenges(deps);
  const words = (ctx: Context) => deps.messages.messagesFor(stateOf(ctx).locale);
  // Proven in this session and this browser, for this alone.
  const keyOf = (ctx: Context, session: SsoSession) =>
    provenKey(deps, ctx, { session, act: 'passkey-enrol' });
  const bound = ({ uid, accountId }: SsoSession): Bound => ['enrol', uid, accountId];

  function form(ctx: Context, { session, account }: Whose, refused: Refused = {}): void {
    const state = session.shared
      ? 'shared'
      : account.passkeys.length >= policy.passkeys.most
        ? 'full'
        : account.authenticators.length === 0 &&
            account.recoveryCodesLeft === 0 &&
            account.passkeys.length === 0
          ? 'unprovable'
          : 'ready';
    const locals = {
      state,
      most: policy.passkeys.most,
      locked: lockOf(refused),
      proof: proofWays(account, { now: deps.now(), youngProves: true }),
      errors: refusals(words(ctx), refused.faults ?? []),
    } as const;
    deps.render(ctx, 'account/passkeys/add', locals, { status: statusOf(ctx, refused, deps.now()) });
  }

  async function prove(ctx: Context): Promise<void> {
    const found = await whose(deps, ctx);
    if (!found) return;
    const { session, account } = found;
    if (session.shared || account.passkeys.length >= policy.passkeys.most)
      return form(ctx, found, { faults: [fault(null, 'passkeys.not_here')] });
    const fields = await readFields(ctx);
    const act = { session, form: fields, act: 'passkey.add', youngProves: true };
    const proof = await proveAct(deps, ctx, act);
    if (proof.kind !== 'proven') return form(ctx, found, refusedBy(proof));
    await deps.kv.set(keyOf(ctx, session), String(session.epoch), policy.proof.ttlSeconds);
    seeOther(ctx, NEW);
  }

  async function device(
    ctx: Context,
    { session, account }: Whose,
    { faults = [], name = '' }: { faults?: Fault[]; name?: string } = {},
  ): Promise<void> {
    const handle = await userHandleOf(deps.db, account.id);
    const options = creationOptions(deps.issuer, {
      challenge: challenges.make(bound(session)),
      user: { handle, nip: account.nip, name: fullName(account) },
      existing: account.passkeys,
    });
    const locals = {
      options,
      nameLength: policy.passkeys.nameLength,
      errors: refusals(words(ctx), faults),
      values: { name },
    };
    ctx.set('Cache-Control', 'no-store');
    deps.render(ctx, 'account/passkeys/new', locals, { status: faults.length > 0 ? 422 : 200 });
  }

  async function add(ctx: Context): Promise<void> {
    const found = await whose(deps, ctx);
    if (!found) return;
    const { session } = found;
    const fields = await readFields(ctx);
    const unnamed = words(ctx).t('passkeys.unnamed');
    const name = ownName(fields.name ?? '', { length: policy.passkeys.nameLength, unnamed });
    const answer = readRegistration(fields.passkey ?? '');
    const challenge = answer ? challengeOf(answer.response.clientDataJSON) : null;
    if ((await deps.kv.get(keyOf(ctx, session))) === null || session.shared) return seeOther(ctx, ADD);
    const refuse = () => device(ctx, found, { faults: [fault(null, 'passkeys.failed')], name });
    if (!answer || challenge === null || !(await challenges.take(bound(session), challenge))) return refuse();
    const place = { rpId: rpIdOf(deps.issuer), origin: deps.issuer, challenge };
    const credential = await verifyRegistration(answer, place);
    if (!credential) return refuse();
    // The proof is spent by the passkey it was given for, and by one alone.
    if ((await deps.kv.take(keyOf(ctx, session))) === null) return seeOther(ctx, ADD);
    const stored = await store(ctx, found, { credential, name });
    if (stored === 'ended') return seeOther(ctx, '/portal');
    if (stored !== 'added')
      return form(ctx, found, {
        faults: [fault(null, stored === 'full' ? 'passkeys.full' : 'passkeys.known')],
      });
    seeOther(ctx, '/account/passkeys?done=added');
  }

  function store(
    ctx: Context,
    { session, account }: Whose,
    { credential, name }: { credential: Parameters<typeof addPasskey>[1]['credential']; name: string },
  ): Promise<'added' | 'full' | 'known' | 'ended'> {
    const now = deps.now();
    const accountId = account.id;
    const context = contextIn(ctx, now, session);
    return deps.db.transaction().execute(async (trx) => {
      // A session that a freeze or an undoing has ended adds nothing after it.
      if (!(await holdSession(trx, session))) return 'ended';
      const telling = { compose: deps.compose, context };
      return (await addPasskey(trx, { accountId, credential, name, now }, telling)).kind;
    });
  }

  return {
    async ask(ctx) {
      const found = await whose(deps, ctx);
      if (found) form(ctx, found);
    },
    prove,
    async show(ctx) {
      const found = await whose(deps, ctx);
      if (!found) return;
      if ((await deps.kv.get(keyOf(ctx, found.session))) === null) return seeOther(ctx, ADD);
      await device(ctx, found);
    },
    add,
  };
}
