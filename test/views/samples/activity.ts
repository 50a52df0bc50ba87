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
const event = {
  id: 41,
  at,
  sentence: 'Masuk dengan kata sandi dan kode.',
  who: 'Dengan akun Anda',
  browser: 'Chrome, Windows',
  address: '203.0.113.7',
  application: 'SIASN',
  disavowable: true,
};
const history = {
  groups: ['signin', 'security', 'contacts', 'recovery', 'applications', 'officers', 'data'],
  group: null,
  until: null,
  first: true,
  newestHref: '/account/activity',
  tooOld: false,
};
const application = { id: 'siasn', name: 'SIASN', uri: 'http://localhost:3002' };

/** The pages of sessions and applications, in each state that looks different. */
export const activitySamples: readonly AnySample[] = [
  {
    name: 'account-activity',
    view: 'account/activity/history',
    locals: {
      ...history,
      days: [
        {
          at,
          rows: [
            { ...event, id: 44, at: at + 3_600_000, sentence: 'Passkey ditambahkan.', application: null },
            { ...event, id: 43, sentence: 'Kode OTP yang salah dimasukkan.', who: 'Belum masuk', address: '2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff' },
          ],
        },
        {
          at: at - 86_400_000,
          rows: [
            { ...event, id: 42, at: at - 86_400_000, sentence: 'Data akun Anda dilihat.', who: 'Oleh petugas helpdesk', browser: null, address: null, application: null, disavowable: false },
            event,
          ],
        },
      ],
      olderHref: '/account/activity?before=41',
    },
  },
  {
    name: 'account-activity-none',
    view: 'account/activity/history',
    locals: { ...history, group: 'recovery', until: '2026-11-22', first: false, days: [], olderHref: null, tooOld: true },
  },
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
      ended: {
        others: false,
        clients: [
          { name: 'SIASN', done: true },
          { name: 'e-Kinerja', done: false },
        ],
      },
    },
  },
  {
    name: 'account-end-others',
    view: 'account/activity/end-others',
    locals: {
      sessions: [session, { ...session, id: 'x', current: false, browser: 'Safari, iOS' }],
      apps: ['MyASN Mobile'],
      ended: null,
    },
  },
  { name: 'account-end-others-none', view: 'account/activity/end-others', locals: { sessions: [session], apps: [], ended: null } },
  {
    name: 'account-sessions-one',
    view: 'account/activity/sessions',
    locals: { sessions: [session], apps: [], ended: { others: true, clients: [] } },
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
