import type { Context } from 'koa';
import { policy } from '../../../../config/policy.ts';
import { audit } from '../../../model/audit.ts';
import { linkPool } from '../../../model/pools.ts';
import { heldToken } from '../../../parts/held-token.ts';
import { contextOf } from '../../../parts/page-context.ts';
import { readFields } from '../../../platform/http/form.ts';
import { seeOther } from '../../../platform/http/see-other.ts';
import type { BrowserCookies } from '../browser.ts';
import type { SigninDeps } from '../step.ts';
import { createMailedLinks } from './mailed-links.ts';
import type { LinkRef, LinkState } from './mailed-links.ts';
import { openPass } from './pass.ts';
import { LINK_PATH } from './send-link.ts';

type Deps = Pick<SigninDeps, 'db' | 'kv' | 'pools' | 'render' | 'now' | 'issuer'> & {
  cookies: BrowserCookies;
};

export interface LinkPages {
  /** The address in the mail. */
  arrive(ctx: Context, token: string): void;
  /** The page behind it, at an address without the token. */
  show(ctx: Context): Promise<void>;
  /** Its button. */
  open(ctx: Context): Promise<void>;
}

/** The page of a mailed link: a GET changes nothing, the button acts, and the token is in no history and no Referer. */
export function createLinkPages(deps: Deps): LinkPages {
  const links = createMailedLinks(deps);
  const { cookies } = deps;
  const tokens = heldToken({ issuer: deps.issuer, name: 'link' });

  function page(ctx: Context, state: LinkState): void {
    const ready = state.kind === 'ready';
    const locals = {
      action: LINK_PATH,
      state: state.kind,
      tries: policy.lockout.link.attempts,
      minutes: policy.links.signinPoolSeconds / 60,
      validMinutes: policy.links.signinTtlSeconds / 60,
    };
    deps.render(ctx, 'signin/link', locals, { status: ready ? 200 : 422 });
  }

  async function stateWith(ctx: Context, look: typeof links.look): Promise<LinkState> {
    const token = tokens.held(ctx);
    return token === null ? { kind: 'gone' } : look(token, cookies.browserHash(ctx));
  }

  async function openPool(ctx: Context, { accountId, browserHash }: LinkRef): Promise<void> {
    const pool = linkPool(accountId, browserHash);
    await audit(deps.db, { type: 'signin.link-opened', accountId, details: {} }, contextOf(ctx, deps.now()));
    await deps.pools.clear(pool);
    await openPass(deps, pool);
    cookies.markLinked(ctx);
  }

  return {
    arrive: (ctx, token) => tokens.arrive(ctx, token, LINK_PATH),
    async show(ctx) {
      page(ctx, await stateWith(ctx, links.look));
    },
    async open(ctx) {
      await readFields(ctx);
      const state = await stateWith(ctx, links.take);
      if (state.kind !== 'ready' && state.kind !== 'used') return page(ctx, state);
      if (state.kind === 'ready') await openPool(ctx, state.link);
      tokens.drop(ctx);
      // One that is gone meanwhile leads to a fresh sign-in by itself, or to the portal.
      seeOther(ctx, `/interaction/${state.link.uid}`);
    },
  };
}
