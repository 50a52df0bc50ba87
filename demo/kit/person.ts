export interface Person {
  sub: string;
  name: string;
  nip: string;
  email: string | null;
  instansi: string | null;
  unitKerja: string | null;
  jabatan: string | null;
  pangkat: string | null;
  golongan: string | null;
  jenisAsn: string | null;
}

/** Reads the claims of `profile`, `email` and `asn`; null where there is no name or NIP to know the person by. */
export function personFrom(claims: Readonly<Record<string, unknown>>): Person | null {
  const sub = text(claims.sub);
  const name = fullName(claims);
  const nip = text(claims.nip) ?? text(claims.preferred_username);
  if (!sub || !name || !nip) return null;
  return {
    sub,
    name,
    nip,
    email: text(claims.email),
    instansi: named(claims.instansi),
    unitKerja: named(claims.unit_kerja),
    jabatan: named(claims.jabatan),
    pangkat: text(claims.pangkat),
    golongan: text(claims.golongan),
    jenisAsn: text(claims.jenis_asn),
  };
}

/** With the degrees before and after it, as people write it on paper. */
function fullName({ name, gelar_depan: before, gelar_belakang: after }: Readonly<Record<string, unknown>>) {
  const plain = text(name);
  if (!plain) return null;
  const [front, back] = [text(before), text(after)];
  return `${front ? `${front} ` : ''}${plain}${back ? `, ${back}` : ''}`;
}

const text = (value: unknown): string | null =>
  typeof value === 'string' && value.length > 0 ? value.slice(0, 300) : null;

/** `{id, nama}` or the name itself. */
const named = (value: unknown): string | null =>
  typeof value === 'object' && value !== null && 'nama' in value ? text(value.nama) : text(value);
