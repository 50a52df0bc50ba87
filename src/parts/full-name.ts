interface Named {
  nama: string;
  gelarDepan: string | null;
  gelarBelakang: string | null;
}

/** A name with its titles, as it stands on letters: "Dr. Siti Rahmawati, M.M.". */
export function fullName({ gelarDepan, nama, gelarBelakang }: Named): string {
  return `${gelarDepan ? `${gelarDepan} ` : ''}${nama}${gelarBelakang ? `, ${gelarBelakang}` : ''}`;
}
