import type { Person } from '../model/people/person.ts';

/** Which claims a scope opens (contract, "The protocol"). Those of `openid` stand in every ID token. */
export const CLAIMS_OF_SCOPE = {
  openid: ['sub', 'acr', 'amr', 'auth_time', 'sid', 'session_expiry'],
  profile: ['name', 'preferred_username', 'gelar_depan', 'gelar_belakang', 'updated_at'],
  email: ['email', 'email_verified'],
  phone: ['phone_number', 'phone_number_verified'],
  asn: [
    'nip',
    'nip_sebelumnya',
    'jenis_asn',
    'instansi',
    'unit_kerja',
    'jabatan',
    'pangkat',
    'golongan',
    'kedudukan_hukum',
    'roles',
  ],
} as const;

/** Claims of a step-up, asked for by name only, by clients that may. */
export const ACT_CLAIMS = ['asn_act', 'asn_act_at'] as const;

type Scope = keyof typeof CLAIMS_OF_SCOPE;

const isScope = (scope: string): scope is Scope => Object.hasOwn(CLAIMS_OF_SCOPE, scope);

/** Claims about the person that these scopes open; what `openid` opens is about the sign-in. */
export function personalClaims(scopes: readonly string[]): Set<string> {
  const personal = scopes.filter((scope): scope is Scope => isScope(scope) && scope !== 'openid');
  return new Set<string>(personal.flatMap((scope) => CLAIMS_OF_SCOPE[scope]));
}

/** The application whose roles these are: the portal and its consoles. */
const APP = 'portal';

/** Everything that may be said of a person; the provider picks what was granted. */
export function claimsOf(person: Person): Record<string, unknown> {
  const { email, phone } = person;
  return withoutUnknown({
    name: person.nama,
    preferred_username: person.nip,
    gelar_depan: person.gelarDepan,
    gelar_belakang: person.gelarBelakang,
    updated_at: Math.floor(person.updatedAt / 1000),
    email: email?.value,
    email_verified: email?.verified,
    phone_number: phone?.value,
    phone_number_verified: phone?.verified,
    nip: person.nip,
    nip_sebelumnya: person.nipSebelumnya,
    jenis_asn: person.jenisAsn,
    instansi: person.instansi,
    unit_kerja: person.unitKerja,
    jabatan: person.jabatan,
    pangkat: person.pangkat,
    golongan: person.golongan,
    kedudukan_hukum: person.kedudukanHukum,
    roles: person.roles.map(({ role }) => `role:${APP}:${role}`),
  });
}

/** A claim without a value is left out rather than null (OIDC Core §5.3.2). */
function withoutUnknown(claims: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(claims).filter(([, value]) => value !== null && value !== undefined),
  );
}
