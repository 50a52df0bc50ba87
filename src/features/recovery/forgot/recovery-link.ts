import type { Context } from 'koa';
import { policy } from '../../../../config/policy.ts';
import {
  createRecoveries,
  lookAtRecoveryLink,
  newRecovery,
  takeRecoveryLink,
} from '../../../model/recoveries.ts';
import type { RecoveryLink } from '../../../model/recoveries.ts';
import { heldToken } from '../../../parts/held-token.ts';
import { readFields } from '../../../platform/http/form.ts';
import { seeOther } from '../../../platform/http/see-other.ts';
import { LINK_PATH } from '../codes.ts';
import type { RecoveryDeps } from '../deps.ts';
import { VERIFY_PATH } from './forgot-password.ts';
import { provenAccount } from './proven-contacts.ts';
import type { StepPages } from './recovery-steps.ts';

export interface LinkPages {
  /** The address in the mail. */
  arrive(ctx: Context, token: string): void;
  show(ctx: Context): Promise<void>;
  open(ctx: Context): Promise<void>;
}

/**
 * The link beside the code: it works in any browser, since the mailbox may be on the phone, and once. A GET changes nothing;
 * the button goes on here, behind the step of the code.
 */
export function recoveryLinkPages(deps: RecoveryDeps, steps: Pick<StepPages, 'prove'>): LinkPages {
  const tokens = heldToken({ issuer: deps.issuer, name: 'recovery_link' });
  const recoveries = createRecoveries(deps);
  const minutes = policy.links.resetTtlSeconds / 60;
  const gone = (ctx: Context) =>
    deps.render(
      ctx,
      'recovery/link',
      { kind: 'recovery', state: 'gone', at: null, minutes },
      { status: 422 },
    );

  async function stillGood(link: RecoveryLink | null): Promise<boolean> {
    if (link === null) return false;
    return (await provenAccount(deps, { ...link, phoneProven: false, phoneId: null })) !== null;
  }

  /** A double tap leads where the first one led. */
  async function wasOpenedHere(ctx: Context): Promise<boolean> {
    const browserHash = deps.browser.hash(ctx);
    return browserHash !== null && (await recoveries.find(browserHash))?.emailProven === true;
  }

  return {
    arrive: (ctx, token) => tokens.arrive(ctx, token, LINK_PATH),
    async show(ctx) {
      const token = tokens.held(ctx);
      const link = token === null ? null : await lookAtRecoveryLink(deps, token);
      if (!(await stillGood(link))) return gone(ctx);
      deps.render(ctx, 'recovery/link', { kind: 'recovery', state: 'ready', at: null, minutes });
    },
    async open(ctx) {
      await readFields(ctx);
      const token = tokens.held(ctx);
      tokens.drop(ctx);
      const link = token === null ? null : await takeRecoveryLink(deps, token);
      if (link === null && (await wasOpenedHere(ctx))) return seeOther(ctx, VERIFY_PATH);
      if (link === null || !(await stillGood(link))) return gone(ctx);
      const { accountId, epoch, contactId } = link;
      const browserHash = deps.browser.bind(ctx);
      const recovery = newRecovery({ accountId, who: accountId, epoch, contactId }, deps.now());
      await recoveries.put(browserHash, recovery);
      await steps.prove(ctx, { recovery, browserHash, way: 'link' });
    },
  };
}
