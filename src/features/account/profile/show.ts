import type { Context } from 'koa';
import { policy } from '../../../../config/policy.ts';
import type { MessageKey, Words } from '../../../messages.ts';
import { officeDay } from '../../../model/figures/office-day.ts';
import { ownRecord } from '../../../model/people/own-record.ts';
import type { OwnRecord } from '../../../model/people/own-record.ts';
import { fullName } from '../../../parts/full-name.ts';
import { legalPosition } from '../../../parts/legal-position.ts';
import { notFound } from '../../../parts/page-context.ts';
import { rankName } from '../../../parts/rank-name.ts';
import type { Web } from '../../../parts/web.ts';
import type { ProfileFact } from '../../../platform/http/page-locals/profile.ts';
import { stateOf } from '../../../platform/http/state.ts';
import { serviceTime } from '../../../policies/service-time.ts';

type Deps = Pick<Web, 'db' | 'ring' | 'guard' | 'render' | 'messages' | 'now'>;

/** `/account/profile`: what the directory says of whoever is signed in, how old our copy is, and who can mend it. */
export async function showProfile(deps: Deps, ctx: Context): Promise<void> {
  const session = await deps.guard.person(ctx);
  if (!session) return;
  const record = await ownRecord(deps, session.accountId);
  if (!record) return notFound(ctx);
  const words = deps.messages.messagesFor(stateOf(ctx).locale);
  const { kontak, instansi, fetchedAt } = record;
  deps.render(ctx, 'account/profile/show', {
    name: fullName(record),
    nip: record.nip,
    ...profileFacts(record, words, officeDay(deps.now())),
    fetchedAt,
    old: deps.now() - fetchedAt > policy.outside.copyFreshSeconds * 1000,
    office: {
      name: instansi.nama,
      contact: [kontak.nama, kontak.saluran].filter(Boolean).join(' · ') || null,
      hours: kontak.jam,
    },
  });
}

type Line = [MessageKey, string | null];

/**
 * The record as labelled lines, with the time served up to today; the printed copy of one's data has the same. What the directory
 * does not say has no line.
 */
export function profileFacts(
  record: OwnRecord,
  words: Words,
  today: string,
): Record<'person' | 'work' | 'numbers', ProfileFact[]> {
  const day = (iso: string | null) => (iso === null ? null : wordedDay(iso, words));
  const since = (what: string | null, tmt: string | null) =>
    what !== null && tmt !== null ? words.t('profile.since', { what, date: wordedDay(tmt, words) }) : what;
  const served = serviceTime(record, today);
  const person: Line[] = [
    ['profile.name', fullName(record)],
    [
      'profile.birth',
      record.tempatLahir ? `${record.tempatLahir}, ${day(record.tglLahir)}` : day(record.tglLahir),
    ],
    ['profile.sex', words.t(record.jenisKelamin === 'F' ? 'profile.sex.f' : 'profile.sex.m')],
    ['profile.education', record.pendidikanTerakhir],
    ['profile.directory_email', record.email],
    ['profile.directory_phone', record.noHp?.replace(/^\+62/, '0') ?? null],
  ];
  const work: Line[] = [
    ['profile.kind', record.jenisAsn],
    ['profile.status', record.statusPegawai === record.jenisAsn ? null : record.statusPegawai],
    [
      'profile.standing',
      legalPosition(record.kedudukanHukum, words.locale) ??
        words.t('profile.standing.code', { code: record.kedudukanHukum }),
    ],
    ['profile.agency', record.instansi.nama],
    ['profile.unit', record.unitKerja?.nama ?? null],
    ['profile.position', since(record.jabatan, record.tmtJabatan)],
    ['profile.rank', since(rankName(record.pangkat, record.golongan), record.tmtGolongan)],
    ['profile.service', served && words.t('profile.years', { ...served })],
    ['profile.cpns', day(record.tmtCpns)],
    ['profile.pension', day(record.tmtPensiun)],
  ];
  const numbers: Line[] = [
    ['profile.previous', record.nipSebelumnya.join(', ') || null],
    ['profile.old_nip', record.nipLama],
    ['profile.nik', record.nikEnd && words.t('profile.nik_masked', { end: record.nikEnd })],
  ];
  return { person: told(person, words), work: told(work, words), numbers: told(numbers, words) };
}

const told = (lines: Line[], words: Words): ProfileFact[] =>
  lines.flatMap(([key, text]) => (text ? [{ label: words.t(key), text }] : []));

/** Dates of persons have no zone: midnight UTC is the same day in all of Indonesia. */
function wordedDay(iso: string, words: Words): string {
  const at = Date.parse(iso);
  return Number.isNaN(at) ? iso : words.date(at);
}
