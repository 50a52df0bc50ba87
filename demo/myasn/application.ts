import type { Context } from 'koa';
import type { Application } from '../kit/application.ts';
import type { RelyingParty } from '../kit/relying-party.ts';
import type { Session } from '../kit/sessions.ts';
import { createSnapshots } from './snapshot.ts';

/** What MyASN shows of a person comes in the ID token; it asks for no more than that. */
const ASKED = [
  'name',
  'gelar_depan',
  'gelar_belakang',
  'preferred_username',
  'nip',
  'instansi',
  'unit_kerja',
  'jabatan',
  'pangkat',
  'golongan',
  'jenis_asn',
];

/** MyASN: a person's profile, and rank and position history out of the provider's directory API. */
export function createMyasn({
  url,
  issuer,
  now,
}: {
  url: string;
  issuer: string;
  now: () => number;
}): Application {
  const api = `${issuer}/api/directory`;
  const snapshot = createSnapshots({ api, now });
  let kit: RelyingParty;

  const page = async (ctx: Context, session: Session, view: string, title: string): Promise<void> => {
    kit.render(ctx, view, { session, title, values: { ...(await snapshot(session, kit.log)) } });
  };
  return {
    id: 'myasn',
    name: 'MyASN',
    url,
    folder: import.meta.dirname,
    registration: {
      authentication: { kind: 'private_key_jwt' },
      scope: 'openid profile asn directory:read',
      resource: api,
      claims: { id_token: Object.fromEntries(ASKED.map((name) => [name, null])) },
      claimsFrom: 'id_token',
      pushed: false,
    },
    front: {
      lead: 'Data kepegawaian Anda dalam satu tempat.',
      points: ['Profil dan instansi', 'Riwayat pangkat dan golongan', 'Riwayat jabatan'],
    },
    navigation: [
      { href: '/', label: 'Profil' },
      { href: '/pangkat', label: 'Riwayat pangkat' },
      { href: '/jabatan', label: 'Riwayat jabatan' },
    ],
    returnPaths: [/^\/pangkat$/, /^\/jabatan$/],
    home: (ctx, session) => page(ctx, session, 'profile', 'Profil'),
    pages(router, relyingParty) {
      kit = relyingParty;
      const ranks = kit.signedIn((ctx, session) => page(ctx, session, 'ranks', 'Riwayat pangkat'));
      const positions = kit.signedIn((ctx, session) => page(ctx, session, 'positions', 'Riwayat jabatan'));
      router.get('/pangkat', ranks);
      router.get('/jabatan', positions);
    },
  };
}
