import { describe, expect, test } from '@jest/globals';
import { policy } from '../../config/policy.ts';
import { consoleDoor } from '../../src/policies/console-door.ts';
import type { ConsoleFacts, ConsoleSession } from '../../src/policies/console-door.ts';

const DAY = 86_400_000;
const now = Date.UTC(2026, 10, 22);
const ago = (days: number) => now - days * DAY;
const figures = { ...policy.proof, ...policy.admin };
const YOUNG = policy.proof.youngFactorSeconds * 1000;
const late = now - policy.admin.passkeyGraceSeconds * 1000 - DAY;

const byCode = (since: number): ConsoleSession => ({
  acr: 'urn:asn:acr:2',
  factors: { pwd: now / 1000, otp: now / 1000, since: since / 1000 },
});
const byPasskey = (since: number): ConsoleSession => ({
  acr: 'phr',
  factors: { hwk: now / 1000, keySince: since / 1000 },
});
const door = (change: Partial<ConsoleFacts>) =>
  consoleDoor(
    {
      role: 'helpdesk',
      session: byCode(ago(90)),
      factorSince: ago(90),
      passkeySince: null,
      hadPasskey: false,
      grantedAt: ago(1),
      production: true,
      now,
      ...change,
    },
    figures,
  );
const young = (since: number, older = false) => ({ kind: 'young', opensAt: since + YOUNG, older });

describe('the desk and the agency', () => {
  test('open to acr 2 by an old factor, and never to less or without a factor', () => {
    expect(door({})).toEqual({ kind: 'open' });
    expect(door({ role: 'agency', session: byPasskey(ago(4)), passkeySince: ago(4) })).toEqual({
      kind: 'open',
    });
    for (const acr of ['urn:asn:acr:1', null] as const)
      expect(door({ session: { acr, factors: {} } })).toEqual({ kind: 'refused', reason: 'acr' });
    expect(door({ factorSince: null })).toEqual({ kind: 'refused', reason: 'young_factor' });
  });

  test('wait for a young factor to the moment, also where an older one would open now', () => {
    expect(door({ factorSince: ago(1), session: byCode(ago(1)) })).toEqual(young(ago(1)));
    expect(door({ session: byCode(now - YOUNG + 1000) })).toEqual(young(now - YOUNG + 1000, true));
    expect(door({ session: byCode(now - YOUNG) })).toEqual({ kind: 'open' });
    expect(door({ session: byPasskey(ago(1)), passkeySince: ago(1) })).toEqual(young(ago(1), true));
  });
});

describe('the platform console', () => {
  const admin = (change: Partial<ConsoleFacts>) => door({ role: 'admin', grantedAt: late, ...change });

  test('opens by a passkey that is old, and leads whoever has one to it', () => {
    const passkeySince = ago(4);
    expect(admin({ passkeySince, session: byPasskey(passkeySince) })).toEqual({ kind: 'open' });
    expect(admin({ passkeySince })).toEqual({ kind: 'step_up' });
    // By a new card of recovery codes, or by a second passkey: the old passkey would open it.
    expect(admin({ passkeySince, session: byCode(ago(1)) })).toEqual(young(ago(1), true));
    expect(admin({ passkeySince, session: byPasskey(ago(1)) })).toEqual(young(ago(1), true));
  });

  test('opens without one in the first days, and outside production', () => {
    expect(admin({ grantedAt: ago(1) })).toEqual({ kind: 'open' });
    expect(admin({ passkeySince: ago(2), grantedAt: ago(3) })).toEqual({ kind: 'open' });
    expect(admin({ production: false })).toEqual({ kind: 'open' });
    expect(admin({})).toEqual({ kind: 'add_passkey' });
    expect(admin({ production: false, hadPasskey: true })).toEqual({ kind: 'add_passkey' });
  });

  test.each([
    ['once these days are over', { production: true, hadPasskey: false }],
    ['after an old one was taken away', { production: false, hadPasskey: true }],
  ])('waits for a young one whatever was shown, and promises no other way: %s', (_name, where) => {
    const passkeySince = ago(0.5);
    expect(admin({ ...where, passkeySince })).toEqual(young(passkeySince));
    expect(admin({ ...where, passkeySince, session: byPasskey(passkeySince) })).toEqual(young(passkeySince));
    // What was shown is younger still: both are waited for.
    expect(admin({ ...where, passkeySince, session: byCode(ago(0.1)) })).toEqual(young(ago(0.1)));
  });

  test('by a young passkey, where the older code would open it', () => {
    const passkeySince = ago(0.5);
    const session = byPasskey(passkeySince);
    expect(admin({ passkeySince, session, grantedAt: ago(1) })).toEqual(young(passkeySince, true));
    expect(admin({ passkeySince, session, production: false })).toEqual(young(passkeySince, true));
    // It is the only factor there is.
    expect(admin({ passkeySince, factorSince: passkeySince, session, production: false })).toEqual(
      young(passkeySince),
    );
  });
});
