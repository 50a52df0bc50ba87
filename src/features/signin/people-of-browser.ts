import type { Context } from 'koa';
import { policy } from '../../../config/policy.ts';
import { randomToken } from '../../platform/crypto.ts';
import type { KeyRing } from '../../platform/crypto.ts';

/** Whether different people sign in with this browser: then the box "Perangkat bersama" is ticked before anybody reads it. */
export interface PeopleOfBrowser {
  several(ctx: Context): boolean;
  /** Somebody has signed in here, with the box ticked or not. */
  saw(ctx: Context, signin: { accountId: string; shared: boolean }): void;
}

const SEVERAL = 'several';
const MARK_LENGTH = 22;

/**
 * A cookie of the browser alone, no row of ours: devices remember only sign-ins that were not shared, so just the browsers
 * in question would be missing there. It holds a mark of one person, keyed and salted anew for each browser (it says neither who, nor
 * that two browsers are the same person's), and after another one only that there were several. Forged, it ticks or unticks a box.
 *
 * Whoever unticks the box that was ticked for them says that the browser is theirs now, and is believed until somebody else comes.
 */
export function peopleOfBrowser({
  ring,
  issuer,
}: {
  ring: Pick<KeyRing, 'mac' | 'macs'>;
  issuer: string;
}): PeopleOfBrowser {
  const https = issuer.startsWith('https:');
  const name = https ? '__Host-people' : 'people';
  const life = `Path=/; Max-Age=${policy.devices.ttlSeconds}; HttpOnly; SameSite=Lax${https ? '; Secure' : ''}`;
  const valueOf = (ctx: Context) => ctx.cookies.get(name) ?? '';
  const of = (salt: string, accountId: string) => ['browser-person', `${salt} ${accountId}`] as const;

  function markOf(accountId: string): string {
    const salt = randomToken(9);
    return `${salt}.${ring.mac(...of(salt, accountId)).mac.slice(0, MARK_LENGTH)}`;
  }
  function isOf(value: string, accountId: string): boolean {
    const [salt = '', mark = ''] = value.split('.');
    return ring.macs(...of(salt, accountId)).some(({ mac }) => mac.slice(0, MARK_LENGTH) === mark);
  }
  function next(value: string, { accountId, shared }: { accountId: string; shared: boolean }): string {
    if (value === SEVERAL) return shared ? SEVERAL : markOf(accountId);
    if (value === '') return markOf(accountId);
    return isOf(value, accountId) ? value : SEVERAL;
  }

  return {
    several: (ctx) => valueOf(ctx) === SEVERAL,
    saw(ctx, signin) {
      ctx.append('Set-Cookie', `${name}=${next(valueOf(ctx).slice(0, 100), signin)}; ${life}`);
    },
  };
}
