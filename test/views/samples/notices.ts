import type { SsoEnds } from '../../../src/platform/http/state.ts';
import type { AnySample } from '../samples.ts';

const NOW = Date.UTC(2026, 10, 22, 2, 27);
const MINUTE = 60_000;
const ends = (idleMinutes: number, lastMinutes: number, shared = false): SsoEnds => ({
  shared,
  idleEndsAt: NOW + idleMinutes * MINUTE,
  endsAt: NOW + lastMinutes * MINUTE,
});
/** What the request brings to every page, beside the view's own locals. */
const within = <L extends object>(locals: L, sso: SsoEnds): L => ({ ...locals, sso });

const account = {
  ...{ left: 8, since: NOW - 9 * 24 * 60 * MINUTE, confirmedAt: null, provable: true, note: null },
  ...{ errors: [], values: {}, locked: null },
};
const step = {
  ...{ action: '/interaction/4kTqYvXh', step: 'consent', act: null, counter: null },
  application: { name: 'SIMPEG Kota Bandung', uri: 'https://simpeg.bandung.go.id' },
};
const consent = { ...step, scopes: ['profile'], name: 'Budi Santoso', native: false };

/** The pages of this area, in each state that looks different. */
export const noticeSamples: readonly AnySample[] = [
  { name: 'session-lasts', view: 'account/security/recovery-codes', locals: within(account, ends(60, 500)) },
  { name: 'session-ends-idle', view: 'account/security/recovery-codes', locals: within(account, ends(1.5, 300)) },
  { name: 'session-ends-last', view: 'account/security/recovery-codes', locals: within(account, ends(1.5, 1.5)) },
  { name: 'session-over', view: 'account/security/recovery-codes', locals: within(account, ends(0, 300)) },
  { name: 'shared-account', view: 'account/security/recovery-codes', locals: within(account, ends(15, 500, true)) },
  { name: 'shared-over', view: 'account/security/recovery-codes', locals: within(account, ends(0, 500, true)) },
  { name: 'shared-consent', view: 'signin/consent', locals: within(consent, ends(15, 500, true)) },
  {
    name: 'shared-continue-as',
    view: 'signin/continue-as',
    locals: within({ ...step, step: 'continue_as', name: 'Budi Santoso', nip: '19900101 202001 1 001' }, ends(15, 500, true)),
  },
  {
    name: 'logged-out-all',
    view: 'logged-out',
    locals: { applications: [{ name: 'MyASN', done: true }, { name: 'SIASN', done: true }], continueTo: null },
  },
  {
    name: 'logged-out-missed',
    view: 'logged-out',
    locals: {
      applications: [
        { name: 'MyASN', done: true },
        { name: 'e-Kinerja', done: false, href: 'http://localhost:3003/' },
      ],
      continueTo: { name: 'SIASN', href: 'http://localhost:3002/' },
    },
  },
];
