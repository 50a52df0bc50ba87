import { demoPassword, demoSecret, people } from '../config/demo-people.ts';
import type { Settings } from './settings.ts';

/** What `npm start` says once everything answers: where to go, and as whom. */
export function welcome(
  { issuer, relyingParties, demoApps }: Settings,
  outside: { directory: string; population: string } | null,
): string {
  const apps = demoApps
    ? [
        `  MyASN        ${relyingParties.myasn}`,
        `  SIASN        ${relyingParties.siasn}`,
        `  e-Kinerja    ${relyingParties.ekinerja}`,
      ]
    : [];
  return [
    '',
    'ASN Digital SSO is ready.',
    '',
    `  Portal       ${issuer}`,
    ...apps,
    `  Mail, SMS    ${issuer}/dev/outbox`,
    ...(outside ? [`  Directory    ${outside.directory}`, `  Register     ${outside.population}`] : []),
    '',
    'Demo accounts:',
    ...people.map(({ nip, nama, nik, account }) => `  ${nip}  ${nama.padEnd(16)}${hint(account.kind, nik)}`),
    '',
    `  password               ${demoPassword}`,
    `  authenticator secret   ${demoSecret}`,
    '',
    'Ctrl-C ends it; npm start -- --fresh begins anew.',
    '',
  ].join('\n');
}

function hint(kind: 'none' | 'initial' | 'ready', nik: string): string {
  if (kind === 'ready') return 'password and authenticator below';
  return kind === 'initial'
    ? `first sign-in, password is the NIK: ${nik}`
    : 'in the directory, no account yet';
}
