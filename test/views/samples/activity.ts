import type { AnySample } from '../samples.ts';

const at = Date.UTC(2026, 10, 22, 0, 40);
const session = {
  id: 'Aa1Bb2Cc3Dd4Ee5Ff6Gg7H',
  current: true,
  browser: 'Chrome, Windows',
  address: '203.0.113.7',
  startedAt: at,
  lastActiveAt: at + 3_600_000,
  shared: false,
  applications: ['SIASN', 'e-Kinerja'],
};
const application = { id: 'siasn', name: 'SIASN', uri: 'http://localhost:3002' };

/** The pages of sessions and applications, in each state that looks different. */
export const activitySamples: readonly AnySample[] = [
  {
    name: 'account-sessions',
    view: 'account/activity/sessions',
    locals: {
      sessions: [
        session,
        {
          ...session,
          id: 'x',
          current: false,
          browser: 'Safari, iOS',
          address: null,
          shared: true,
          applications: [],
        },
      ],
      apps: ['MyASN Mobile'],
      ended: [
        { name: 'SIASN', done: true },
        { name: 'e-Kinerja', done: false },
      ],
    },
  },
  {
    name: 'account-sessions-one',
    view: 'account/activity/sessions',
    locals: { sessions: [session], apps: [], ended: null },
  },
  {
    name: 'account-applications',
    view: 'account/activity/applications',
    locals: {
      applications: [
        { ...application, consentedAt: null, active: true },
        { id: 'lain', name: 'Simpeg Kota', uri: null, consentedAt: at, active: false },
      ],
      note: 'Akses sudah dicabut.',
    },
  },
  {
    name: 'account-applications-none',
    view: 'account/activity/applications',
    locals: { applications: [], note: null },
  },
  { name: 'account-application', view: 'account/activity/application', locals: { application } },
];
