import type { MessageKey, Words } from '../../../messages.ts';
import type { AuditType } from '../../../model/audit.ts';
import { EVENT_WORDS } from './event-words.ts';
import { reasonWords } from './reason-words.ts';

/** Events by what they are about, as an admin looks for them: the first part of their names. */
export const AREAS = {
  signin: ['signin', 'captcha', 'logout', 'session', 'stepup', 'token', 'activation'],
  credentials: [
    'password',
    'totp',
    'passkey',
    'recovery-code',
    'recovery-codes',
    'device',
    'sms-factor',
    'act',
  ],
  contacts: ['contact', 'disavowal'],
  recovery: ['recovery', 'reset', 'handed-code', 'lock'],
  registration: ['registration'],
  accounts: ['account', 'accounts', 'nip', 'directory', 'data', 'language'],
  helpdesk: ['case', 'approval', 'power', 'person', 'upload'],
  agencies: ['people', 'coverage', 'letters', 'correction'],
  applications: ['client', 'consent', 'application', 'banner'],
  platform: ['admin', 'role', 'keys', 'sessions', 'audit', 'passkey-offer', 'mail', 'console', 'scope'],
} as const;
export type Area = keyof typeof AREAS;

export const AREA_WORDS: Readonly<Record<Area, MessageKey>> = {
  signin: 'audit.area.signin',
  credentials: 'audit.area.credentials',
  contacts: 'audit.area.contacts',
  recovery: 'audit.area.recovery',
  registration: 'audit.area.registration',
  accounts: 'audit.area.accounts',
  helpdesk: 'audit.area.helpdesk',
  agencies: 'audit.area.agencies',
  applications: 'audit.area.applications',
  platform: 'audit.area.platform',
};

export const areaNames = Object.keys(AREAS) as Area[];

/** The events of an area, in the order of their names. */
export function typesOf(area: Area): AuditType[] {
  const firsts: readonly string[] = AREAS[area];
  return (Object.keys(EVENT_WORDS) as AuditType[]).filter((type) =>
    firsts.includes(type.split('.')[0] ?? ''),
  );
}

const isType = (name: string): name is AuditType => Object.hasOwn(EVENT_WORDS, name);
const isArea = (name: string): name is Area => Object.hasOwn(AREAS, name);

/** What the field says: an event, or `area:` and its name; null: neither. */
export function readEvents(typed: string): AuditType[] | null {
  if (isType(typed)) return [typed];
  const area = typed.startsWith('area:') ? typed.slice('area:'.length) : '';
  return isArea(area) ? typesOf(area) : null;
}

/** What happened, in a few plain words; an event of another release by its own name. */
export function eventWords(
  { type, details }: { type: string; details: Record<string, unknown> },
  words: Words,
): string {
  if (!isType(type)) return type;
  const reason = reasonWords(details.reason ?? details.cause);
  const said = words.t(EVENT_WORDS[type]);
  return reason === null ? said : `${said}: ${words.t(reason)}`;
}
