import type { AnySample } from '../samples.ts';

const at = Date.UTC(2026, 10, 22, 2, 12);
const event = 'Kata sandi akun ASN Digital Anda diganti';

/** The pages under `views/disavow/`, in each state that looks different. */
export const disavowSamples: readonly AnySample[] = [
  { name: 'disavow', view: 'disavow/ask', locals: { event, at, about: null, from: null, endsSession: false, nothingEnded: null } },
  { name: 'disavow-session', view: 'disavow/ask', locals: { event, at, about: null, from: null, endsSession: true, nothingEnded: null } },
  {
    name: 'disavow-from-activity',
    view: 'disavow/ask',
    locals: { event: 'Masuk dengan kata sandi dan kode.', at, about: ['Chrome di Linux', '2001:db8::7', 'SIASN'], from: 'activity', endsSession: true, nothingEnded: null },
  },
  { name: 'disavow-none', view: 'disavow/ask', locals: { event, at, about: null, from: null, endsSession: false, nothingEnded: 'unknown' } },
  { name: 'disavow-left', view: 'disavow/ask', locals: { event, at, about: null, from: null, endsSession: false, nothingEnded: 'left' } },
  { name: 'disavow-frozen', view: 'disavow/done', locals: { event, at, choice: 'freeze', usedAt: at + 900_000 } },
  { name: 'disavow-ended-all', view: 'disavow/done', locals: { event, at, choice: 'sessions', usedAt: at + 900_000 } },
  { name: 'disavow-ended', view: 'disavow/done', locals: { event, at, choice: 'session', usedAt: at + 900_000 } },
  { name: 'disavow-gone', view: 'disavow/gone', locals: { days: 10 } },
];
