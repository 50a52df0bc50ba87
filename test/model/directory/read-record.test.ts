import { describe, expect, test } from '@jest/globals';
import { missingColumns, readApiRecord, readCsvRow } from '../../../src/model/directory/read-record.ts';
import { nips } from '../../support/model.ts';
import { recordOf } from './records.ts';

const row = {
  ...{ pns_id: 'A1', nip_baru: '199001012020011001', nik: '3171010101900001', nama: 'Budi Santoso' },
  ...{ tgl_lahir: '01-01-1990', jenis_kelamin: 'M', kedudukan_hukum_id: '01' },
  ...{ instansi_induk_id: 'b1', instansi_induk_nama: 'BKN' },
};

const read = (changes: Record<string, string>) => {
  const outcome = readCsvRow({ ...row, ...changes });
  return outcome.kind === 'ok' ? outcome.record : outcome.reason;
};

test('a row of a file and an answer of the directory give the same record', () => {
  expect(recordOf(nips.dewi)).toMatchObject({
    ...{ nip: nips.dewi, nik: '3174044303920003', nama: 'Dewi Lestari', tglLahir: '1992-03-03' },
    ...{ jenisKelamin: 'F', jenisAsn: 'PPPK', statusPegawai: 'PPPK', kedudukanHukumId: '01' },
    ...{ golongan: 'VII', pangkat: null, mkTahun: 3, mkBulan: 8, tmtCpns: null, tmtPensiun: '2050-04-01' },
    ...{ email: 'dewi@asn.example', noHp: '+6281200000003', instansiNama: 'Kementerian Kesehatan' },
  });
  expect(read({ nip_baru: '19900101 202001 1 001' })).toMatchObject({ nip: '199001012020011001' });
});

test.each([
  ['01-02-1990', '1990-02-01'],
  ['01/02/1990', '1990-02-01'],
  ['1990-02-01', '1990-02-01'],
  ['1990-02-01T00:00:00', '1990-02-01'],
])('reads the date %s', (tgl_lahir, tglLahir) => {
  expect(read({ tgl_lahir })).toMatchObject({ tglLahir });
});

test.each([
  ['M', 'M'],
  ['L', 'M'],
  ['1', 'M'],
  ['f', 'F'],
  ['P', 'F'],
  ['2', 'F'],
  // The number says it too.
  ['', 'M'],
])('reads the sex %s', (jenis_kelamin, jenisKelamin) => {
  expect(read({ jenis_kelamin })).toMatchObject({ jenisKelamin });
});

test.each([
  [{ status_cpns_pns: 'P' }, 'PNS', 'PNS'],
  [{ status_cpns_pns: 'C' }, 'PNS', 'CPNS'],
  [{ jenis_pegawai: 'PPPK' }, 'PPPK', 'PPPK'],
  [{}, 'PNS', 'PNS'],
  [{ nip_baru: '199203032023212003' }, 'PPPK', 'PPPK'],
  // A first contract's count looks like a month: what the file says prevails.
  [{ nip_baru: '199203032023012003', jenis_pegawai: 'PPPK Guru' }, 'PPPK', 'PPPK'],
])('reads the kind from %j', (changes, jenisAsn, statusPegawai) => {
  expect(read(changes)).toMatchObject({ jenisAsn, statusPegawai });
});

test.each(['', '-', ' null '])('"%s" is nothing', (nothing) => {
  expect(read({ nik: nothing, gelar_depan: nothing, tmt_cpns: nothing })).toMatchObject({
    ...{ nik: null, gelarDepan: null, tmtCpns: null },
  });
});

test('a contact that cannot be one is as good as none; the record counts all the same', () => {
  expect(read({ email: 'not an address', no_hp: '022-123456' })).toMatchObject({ email: null, noHp: null });
  expect(read({ email: ' Budi@ASN.example ', no_hp: '+62 812-0000-0001' })).toMatchObject({
    ...{ email: 'budi@asn.example', noHp: '+6281200000001' },
  });
});

test('a control character is no part of a name', () => {
  expect(read({ nama: 'Budi\u0000\u0007 Santoso' })).toMatchObject({ nama: 'Budi Santoso' });
});

describe('what is refused names the column and why, and no value', () => {
  test.each([
    [{ pns_id: '' }, 'pns_id is missing'],
    [{ nama: '-' }, 'nama is missing'],
    [{ nip_baru: '19900101' }, 'nip_baru is not a NIP (length)'],
    [{ nip_baru: '199013012020011001' }, 'nip_baru is not a NIP (birth_date)'],
    [{ nik: '317101010190000' }, 'nik is not a NIK (length)'],
    [{ tgl_lahir: '31-02-1990' }, 'tgl_lahir is not a date'],
    [{ tmt_jabatan: 'yesterday' }, 'tmt_jabatan is not a date'],
    [{ jenis_kelamin: 'X' }, 'jenis_kelamin is neither M/F nor L/P nor 1/2'],
    [
      { kedudukan_hukum_id: 'Aktif' },
      'kedudukan_hukum_id is too long; kedudukan_hukum_id is not a code of two digits',
    ],
    [{ kedudukan_hukum_id: '' }, 'kedudukan_hukum_id is missing'],
    [{ mk_tahun: '150' }, 'mk_tahun is not a number'],
    [{ mk_bulan: '12' }, 'mk_bulan is more than 11'],
    [{ nama: 'x'.repeat(201) }, 'nama is too long'],
    [{ pns_id: '', tgl_lahir: 'x' }, 'pns_id is missing; tgl_lahir is not a date'],
  ])('%j', (changes, reason) => {
    expect(read(changes)).toBe(reason);
  });
});

test.each([null, 'text', 5, [], {}, { nipBaru: nips.budi }, { id: {}, nama: [] }])(
  'an answer %j is no record',
  (body) => {
    expect(readApiRecord(body).kind).toBe('refused');
  },
);

test('names the columns that a file must have', () => {
  expect(missingColumns(['pns_id', 'nama', 'nip'])).toEqual(['kedudukan_hukum_id', 'instansi_induk_id']);
  expect(missingColumns(Object.keys(row))).toEqual([]);
});
