import type { BannerText } from './clients.ts';

/** Where one can go from the landing page. */
export interface Service {
  id: string;
  name: string;
  /** Where a click leads: the relying party's `/login`. */
  href: string;
  about: string;
}

/** The same on the portal, for whoever may use it. */
export interface ServiceCard extends Service {
  /** Address of its picture; null: it has none. */
  logo: string | null;
  favourite: boolean;
  /** Of this service alone. */
  banners: readonly BannerText[];
}

export interface ConsoleLink {
  role: 'helpdesk' | 'agency' | 'admin';
  href: string;
  /** Null: it is open; else from when (epoch ms), since the second factor is young. */
  opensAt: number | null;
  /** There is an older one, which opens it at once. */
  older: boolean;
}

export interface Summary {
  nama: string;
  nip: string;
  jenisAsn: string | null;
  pangkat: string | null;
  golongan: string | null;
  /** Since when (epoch ms); null: not known. */
  golonganSince: number | null;
  masaKerja: { tahun: number; bulan: number } | null;
  jabatan: string | null;
  jabatanSince: number | null;
  unitKerja: string | null;
  instansi: string | null;
  kedudukan: string | null;
  updatedAt: number | null;
}

export interface TimelineEntry {
  kind: 'rank' | 'position';
  /** Epoch ms; null: the record has no date. */
  at: number | null;
  title: string;
  /** Unit and agency; null: not said. */
  where: string | null;
  decree: string | null;
}

export interface PromotionShown {
  /** "Perkiraan: …", or why there is none. */
  text: string;
  /** How it is reckoned; null: there is nothing to reckon. */
  about: string | null;
  needs: readonly { text: string; state: 'complete' | 'missing' | 'elsewhere' }[];
}

export interface RequestShown {
  service: string;
  /** As people know it; null: only machines read it. */
  reference: string | null;
  title: string;
  state: string;
  tone: 'going' | 'act' | 'good' | 'over';
  detail: string | null;
  /** At its relying party; null: none, or no longer an address of it. */
  link: string | null;
  updatedAt: number;
}

export interface NoticeShown {
  text: string;
  at: number;
  tone: 'info' | 'warn';
  /** Where "bukan saya" posts to; null: nobody but its owner can have done it. */
  disavow: string | null;
}

export interface HealthShown {
  text: string;
  /** The one tap that mends it. */
  act: string;
  href: string;
  tone: 'info' | 'warn';
}

/** Locals of the portal as a home. Times are epoch milliseconds. */
export interface HomeViews {
  portal: {
    /** "Terakhir masuk …", or that it is the first time. */
    lastSignin: string;
    person: Summary;
    timeline: readonly TimelineEntry[];
    promotion: PromotionShown;
    services: readonly ServiceCard[];
    /** Of a holder of a role; empty for everybody else. */
    consoles?: readonly ConsoleLink[];
    requests: readonly RequestShown[];
    notices: readonly NoticeShown[];
    health: readonly HealthShown[];
    /** "Sidik jari atau wajah" is offered here and now. */
    passkeyOffer: boolean;
    banners?: readonly BannerText[];
    session: { startedAt: number; expiresAt: number };
  };
}
