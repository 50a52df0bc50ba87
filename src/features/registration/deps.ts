import type { Context } from 'koa';
import { policy } from '../../../config/policy.ts';
import type { Words } from '../../messages.ts';
import { OPEN_STATES, findByBrowser } from '../../model/registrations/registration.ts';
import type { Registration } from '../../model/registrations/registration.ts';
import type { SettleDeps } from '../../model/registrations/settle.ts';
import { withinSmsBudgets } from '../../parts/sms-budgets.ts';
import type { Web } from '../../parts/web.ts';
import { seeOther } from '../../platform/http/see-other.ts';
import { stateOf } from '../../platform/http/state.ts';

/** What the pages of a registration use. */
export type Deps = Pick<
  Web,
  | 'db'
  | 'kv'
  | 'ring'
  | 'limits'
  | 'hasher'
  | 'browser'
  | 'directory'
  | 'population'
  | 'messages'
  | 'render'
  | 'compose'
  | 'isCommonPassword'
  | 'log'
  | 'now'
  | 'issuer'
>;

export const wordsOf = (deps: Pick<Deps, 'messages'>, ctx: Context): Words =>
  deps.messages.messagesFor(stateOf(ctx).locale);

/** What settling one needs, with the budgets of SMS that the model does not know. */
export function settleDeps(deps: Deps): SettleDeps {
  return { ...deps, mayText: (phone) => withinSmsBudgets(deps, { kind: 'phone', value: phone }, 'anybody') };
}

/** The one that this browser began last. */
export const currentOf = (deps: Pick<Deps, 'db' | 'browser' | 'now'>, ctx: Context) =>
  findByBrowser(deps.db, deps.browser.hash(ctx), deps.now());

/** Which page is due: Back, Reload and a second tab never dead-end. */
export function dueHref({ state }: Pick<Registration, 'state'>): string {
  if (state === 'verifying') return '/register/verify';
  return state === 'password' ? '/register/password' : '/register/status';
}

export const isOpen = ({ state }: Pick<Registration, 'state'>): boolean => OPEN_STATES.includes(state);

/** Whoever has no registration here begins one; a browser that keeps no cookie is told so instead of going round. */
export function toBeginning(deps: Pick<Deps, 'browser' | 'render'>, ctx: Context): void {
  if (deps.browser.hash(ctx) === null && ctx.query.begun !== undefined) {
    return deps.render(ctx, 'signin/cookies-blocked', { retryHref: '/register' });
  }
  seeOther(ctx, '/register');
}

export const codeTtl = { email: policy.registration.codeTtlSeconds, phone: policy.codes.ttlSeconds } as const;
