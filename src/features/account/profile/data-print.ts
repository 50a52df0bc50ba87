import { policy } from '../../../../config/policy.ts';
import type { MessageKey, Words } from '../../../messages.ts';
import { officeDay } from '../../../model/figures/office-day.ts';
import type { ToldActivity } from '../../../parts/activity/tell-activity.ts';
import { browserName } from '../../../parts/browser-name.ts';
import { fullName } from '../../../parts/full-name.ts';
import type { DataTable, ProfileViews } from '../../../platform/http/page-locals/profile.ts';
import { activityPages } from './gather-data.ts';
import type { DataDeps, Gathered } from './gather-data.ts';
import { profileFacts } from './show.ts';

type Printed = ProfileViews['account/profile/data-print'];

interface Printing {
  accountId: string;
  gathered: Gathered;
  words: Words;
}

/** The copy on paper: the same as the file, in words, with the newest of the activity. */
export async function printedData(
  deps: DataDeps,
  { accountId, gathered, words }: Printing,
): Promise<Printed> {
  const { printRows } = policy.activity;
  const activity: ToldActivity[] = [];
  const { clients, record } = gathered;
  // One more than are printed says that there are more.
  const pages = activityPages(deps, { accountId, before: null, rows: printRows + 1, clients, words });
  for await (const rows of pages) activity.push(...rows);
  const madeAt = deps.now();
  const { person, work, numbers } = profileFacts(record, words, officeDay(madeAt));
  return {
    name: fullName(record),
    nip: record.nip,
    madeAt,
    fetchedAt: record.fetchedAt,
    facts: [...person, ...work, ...numbers],
    tables: tablesOf(gathered, words).filter(({ rows }) => rows.length > 0),
    activity: activity.slice(0, printRows),
    more: activity.length > printRows,
  };
}

type Moment = Date | number | null;

function tablesOf({ data, sessions, histories, clients }: Gathered, words: Words): DataTable[] {
  const { t } = words;
  const when = (at: Moment) => (at === null ? '–' : `${words.date(at)}, ${words.time(at)}`);
  const day = (at: Moment) => (at === null ? '–' : words.date(at));
  const browser = (agent: string | null) => browserName(agent) ?? t('portal.browser.unknown');
  const name = (id: string) => clients.get(id) ?? id;
  const table = (title: MessageKey, columns: MessageKey[], rows: string[][]): DataTable => ({
    title: t(title),
    columns: columns.map((key) => t(key)),
    rows,
  });
  return [
    table(
      'profile.data.contacts',
      ['profile.data.contact', 'profile.data.since', 'profile.data.verified'],
      data.contacts.map((one) => [
        one.value.replace(/^\+62/, '0'),
        day(one.recorded_at),
        day(one.verified_at),
      ]),
    ),
    table(
      'profile.data.factors',
      ['profile.data.what', 'profile.data.since', 'profile.data.last_used'],
      factorRows({ data, words, day, when }),
    ),
    table(
      'profile.data.sessions',
      ['profile.data.browser', 'profile.data.started', 'profile.data.address', 'profile.data.applications'],
      sessions.map((one) => [
        browser(one.userAgent),
        when(one.startedAt),
        one.address ?? '–',
        one.clients
          .filter((id) => id !== 'portal')
          .map(name)
          .join(', ') || '–',
      ]),
    ),
    table(
      'profile.data.devices',
      ['profile.data.browser', 'profile.data.since', 'profile.data.last_used'],
      data.devices.map((one) => [browser(one.user_agent), day(one.created_at), when(one.last_used_at)]),
    ),
    table(
      'profile.data.applications',
      ['profile.data.application', 'profile.data.first_used', 'profile.data.last_used'],
      data.used.map((one) => [name(one.client_id), when(one.first_at), when(one.last_at)]),
    ),
    table(
      'profile.data.consents',
      ['profile.data.application', 'profile.data.granted', 'profile.data.revoked'],
      data.consents.map((one) => [name(one.client_id), day(one.granted_at), day(one.revoked_at)]),
    ),
    table(
      'profile.data.requests',
      ['profile.data.application', 'profile.data.what', 'profile.data.updated'],
      data.requests.map((one) => [
        name(one.client_id),
        `${one.title} (${one.reference})`,
        when(one.updated_at),
      ]),
    ),
    table(
      'profile.data.cases',
      ['profile.data.number', 'profile.data.started', 'profile.data.ended'],
      data.cases.map((one) => [one.number, day(one.created_at), day(one.ended_at)]),
    ),
    table(
      'profile.data.ranks',
      ['profile.rank', 'profile.data.since'],
      histories.riwayat_pangkat.map((one) => [`${one.pangkat} (${one.golongan})`, day(Date.parse(one.tmt))]),
    ),
    table(
      'profile.data.positions',
      ['profile.position', 'profile.unit', 'profile.data.since'],
      histories.riwayat_jabatan.map((one) => [one.jabatan, one.unit_kerja ?? '–', day(Date.parse(one.tmt))]),
    ),
  ];
}

function factorRows({
  data,
  words,
  day,
  when,
}: {
  data: Gathered['data'];
  words: Words;
  day: (at: Moment) => string;
  when: (at: Moment) => string;
}): string[][] {
  const { t } = words;
  const { account, recoveryCodes } = data;
  return [
    ...(account.set_at ? [[t('profile.data.password'), day(account.set_at), '–']] : []),
    ...data.authenticators.map((one) => [
      one.name ?? one.label,
      day(one.confirmed_at),
      when(one.last_used_at),
    ]),
    ...data.passkeys.map((one) => [`Passkey: ${one.name}`, day(one.created_at), when(one.last_used_at)]),
    ...(recoveryCodes.made_at
      ? [
          [
            t('account.factor.recovery', { count: Number(recoveryCodes.left) }),
            day(recoveryCodes.made_at),
            '–',
          ],
        ]
      : []),
    ...(account.sms_factor_at ? [[t('profile.data.sms'), day(account.sms_factor_at), '–']] : []),
  ];
}
