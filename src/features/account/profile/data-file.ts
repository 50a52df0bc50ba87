import { kedudukanHukum as positions } from '../../../../config/kedudukan-hukum.ts';
import { officeDay } from '../../../model/figures/office-day.ts';
import { browserName } from '../../../parts/browser-name.ts';
import type { ToldActivity } from '../../../parts/activity/tell-activity.ts';
import { serviceTime } from '../../../policies/service-time.ts';
import type { Gathered } from './gather-data.ts';

/** Names the meaning of every field; another number where one changes its meaning (docs/data-copy.md). */
export const FORMAT = 'asn-digital-data/1';

const iso = (at: Date | number | null): string | null => (at === null ? null : new Date(at).toISOString());

/**
 * The file as text, piece by piece: what is known at once, then the activity as it is read. Fields of the directory have the
 * directory's names, as in the claims that applications get; the rest is English.
 */
export async function* dataFile(
  gathered: Gathered,
  { madeAt, activity }: { madeAt: number; activity: AsyncIterable<ToldActivity[]> },
): AsyncGenerator<string> {
  const head = { format: FORMAT, made_at: iso(madeAt), ...everythingElse(gathered, madeAt) };
  yield `${JSON.stringify(head, null, 1).slice(0, -2)},\n "activity": [`;
  let between = '\n  ';
  for await (const rows of activity) {
    yield between + rows.map((row) => JSON.stringify(eventOf(row))).join(',\n  ');
    between = ',\n  ';
  }
  yield '\n ]\n}\n';
}

const eventOf = ({ id, at, type, sentence, by, browser, address, application }: ToldActivity) => ({
  ...{ id, at: iso(at), event: type, text: sentence, by, browser, address, application },
});

function everythingElse({ record, histories, data, sessions, clients }: Gathered, madeAt: number) {
  const name = (id: string) => clients.get(id) ?? id;
  const { account } = data;
  return {
    profile: { ...profileOf(record, officeDay(madeAt)), ...histories },
    account: {
      sub: account.id,
      state: account.state,
      language: account.locale,
      created_at: iso(account.created_at),
      last_signin_at: iso(account.last_signin_at),
      password_set_at: iso(account.set_at),
      sms_factor_since: iso(account.sms_factor_at),
      recovery_codes: {
        left: Number(data.recoveryCodes.left),
        made_at: iso(data.recoveryCodes.made_at),
        tried_at: iso(account.recovery_confirmed_at),
      },
    },
    contacts: data.contacts.map(({ kind, value, source, recorded_at, verified_at }) => ({
      ...{ kind, value, source, recorded_at: iso(recorded_at), verified_at: iso(verified_at) },
    })),
    authenticators: data.authenticators.map((one) => ({
      name: one.name ?? one.label,
      added_at: iso(one.confirmed_at),
      last_used_at: iso(one.last_used_at),
    })),
    passkeys: data.passkeys.map((one) => ({
      name: one.name,
      synced: !one.device_bound,
      added_at: iso(one.created_at),
      last_used_at: iso(one.last_used_at),
      last_browser: browserName(one.last_user_agent),
    })),
    sessions: sessions.map((one) => ({
      started_at: iso(one.startedAt),
      last_active_at: iso(one.lastActiveAt),
      browser: browserName(one.userAgent),
      address: one.address,
      shared_device: one.shared,
      applications: one.clients.filter((id) => id !== 'portal').map(name),
    })),
    devices: data.devices.map((one) => ({
      browser: browserName(one.user_agent),
      remembered_at: iso(one.created_at),
      last_used_at: iso(one.last_used_at),
    })),
    applications: data.used.map((one) => ({
      application: name(one.client_id),
      first_used_at: iso(one.first_at),
      last_used_at: iso(one.last_at),
    })),
    consents: data.consents.map((one) => ({
      application: name(one.client_id),
      scopes: one.scope.split(' '),
      granted_at: iso(one.granted_at),
      revoked_at: iso(one.revoked_at),
    })),
    favourites: data.favourites.map((one) => name(one.client_id)),
    roles: data.roles.map(({ role, agency_id, granted_at, until }) => ({
      ...{ role, agency: agency_id, granted_at: iso(granted_at), until: iso(until) },
    })),
    requests: data.requests.map(({ client_id, updated_at, reference, title, state, detail, link }) => ({
      ...{ application: name(client_id), reference, title, state, detail, link, updated_at: iso(updated_at) },
    })),
    help_cases: data.cases.map(({ number, topic, state, created_at, ended_at }) => ({
      ...{ number, topic, state, created_at: iso(created_at), ended_at: iso(ended_at) },
    })),
  };
}

function profileOf(record: Gathered['record'], today: string) {
  return {
    nama: record.nama,
    gelar_depan: record.gelarDepan,
    gelar_belakang: record.gelarBelakang,
    nip: record.nip,
    nip_sebelumnya: record.nipSebelumnya,
    nip_lama: record.nipLama,
    // The last four digits. With the whole number and the NIP beside it this file would be what frauds need of somebody, and
    // files are lost; its owner knows the number, and has it on a card.
    nik_akhir: record.nikEnd,
    tempat_lahir: record.tempatLahir,
    tgl_lahir: record.tglLahir,
    jenis_kelamin: record.jenisKelamin,
    jenis_asn: record.jenisAsn,
    status_pegawai: record.statusPegawai,
    kedudukan_hukum: {
      kode: record.kedudukanHukum,
      nama: positions[record.kedudukanHukum]?.name ?? null,
    },
    pendidikan_terakhir: record.pendidikanTerakhir,
    instansi: record.instansi,
    unit_kerja: record.unitKerja,
    jabatan: record.jabatan,
    tmt_jabatan: record.tmtJabatan,
    pangkat: record.pangkat,
    golongan: record.golongan,
    tmt_golongan: record.tmtGolongan,
    tmt_cpns: record.tmtCpns,
    tmt_pensiun: record.tmtPensiun,
    // Counted to the day of the file, as the portal has it; beside it what the directory has recorded.
    masa_kerja: serviceTime(record, today),
    masa_kerja_direktori: record.masaKerja,
    email_direktori: record.email,
    no_hp_direktori: record.noHp,
    diperbarui: iso(record.fetchedAt),
  };
}
