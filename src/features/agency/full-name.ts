interface Named {
  nama: string;
  gelarDepan: string | null;
  gelarBelakang: string | null;
}

/** With the titles, as on letters. */
export function fullName({ gelarDepan, nama, gelarBelakang }: Named): string {
  return `${gelarDepan ? `${gelarDepan} ` : ''}${nama}${gelarBelakang ? `, ${gelarBelakang}` : ''}`;
}
