import type { Asked, Told } from './outside-server.ts';
import { readTable } from './table.ts';

/** The population register of the demo: `POST /verify` says whether these belong together, and nothing else. */
export function createPopulation(): (asked: Asked) => Told {
  const citizens = new Map(readTable('citizens.csv').map((row) => [row.nik, row]));
  return ({ method, path, body }) => {
    if (method !== 'POST' || path !== '/verify') return { status: 400, body: { message: 'bad request' } };
    const query = (body ?? {}) as Record<string, unknown>;
    if (!/^\d{16}$/.test(String(query.nik))) return { status: 422, body: { message: 'nik' } };
    const citizen = citizens.get(String(query.nik));
    if (!citizen) return { status: 404, body: { message: 'NIK tidak ditemukan' } };
    if (citizen.keterangan === 'ganda') return { status: 409, body: { message: 'NIK terdaftar ganda' } };
    const matches =
      citizen.keterangan === 'hidup' &&
      plain(query.nama) === plain(citizen.nama) &&
      query.tglLahir === citizen.tgl_lahir &&
      query.jenisKelamin === citizen.jenis_kelamin;
    return { status: 200, body: { matches } };
  };
}

/** Letters alone: "Nur'aini" and "NUR AINI" are one name. */
const plain = (name: unknown) =>
  String(name)
    .toUpperCase()
    .replace(/[^A-Z]/g, '');
