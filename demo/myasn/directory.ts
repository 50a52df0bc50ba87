import * as z from 'zod';

const text = z.string().max(500);
const optional = text.nullish().transform((value) => value ?? null);

const directorySchema = z.object({
  nip: text,
  nama: text,
  riwayat_pangkat: z
    .array(z.object({ golongan: optional, pangkat: optional, tmt: optional, nomor_sk: optional }))
    .max(200),
  riwayat_jabatan: z
    .array(
      z.object({
        jabatan: optional,
        unit_kerja: optional,
        instansi: optional,
        tmt: optional,
        nomor_sk: optional,
      }),
    )
    .max(200),
  diperbarui: optional,
});

export type Directory = z.infer<typeof directorySchema>;

export type DirectoryOutcome =
  | { kind: 'found'; directory: Directory }
  | { kind: 'unknown' }
  /** The access token is not accepted (any more): a new sign-in brings a new one. */
  | { kind: 'token' }
  | { kind: 'away'; reason: string };

/** Reads a person's own employee record from the provider's directory API (RFC 6750, RFC 9068). */
export async function readDirectory(api: string, accessToken: string): Promise<DirectoryOutcome> {
  let answer: Response;
  let body: unknown;
  try {
    answer = await fetch(`${api}/me`, {
      headers: { authorization: `Bearer ${accessToken}`, accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(4_000),
    });
    body = answer.ok ? await answer.json() : await answer.body?.cancel();
  } catch (error) {
    return {
      kind: 'away',
      reason: String((error as { message?: unknown }).message ?? 'failed').slice(0, 100),
    };
  }
  if (answer.status === 404) return { kind: 'unknown' };
  if (answer.status === 401 || answer.status === 403) return { kind: 'token' };
  if (!answer.ok) return { kind: 'away', reason: `status ${answer.status}` };
  const parsed = directorySchema.safeParse(body);
  return parsed.success
    ? { kind: 'found', directory: newestFirst(parsed.data) }
    : { kind: 'away', reason: 'not the agreed form' };
}

function newestFirst(directory: Directory): Directory {
  return {
    ...directory,
    riwayat_pangkat: directory.riwayat_pangkat.toSorted(byDate),
    riwayat_jabatan: directory.riwayat_jabatan.toSorted(byDate),
  };
}

const byDate = (left: { tmt: string | null }, right: { tmt: string | null }): number =>
  (right.tmt ?? '').localeCompare(left.tmt ?? '');
