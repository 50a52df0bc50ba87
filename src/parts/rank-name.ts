/** "Penata Muda (III/a)". A PPPK has a grade and no rank: some records name it twice ("Golongan VII", "VII"). */
export function rankName(pangkat: string | null, golongan: string | null): string | null {
  if (!pangkat || !golongan) return pangkat || golongan;
  return pangkat.endsWith(golongan) ? pangkat : `${pangkat} (${golongan})`;
}
