/** Events of relying parties, as the platform console changes them. Names are `area.what-happened`; never a secret or a full NIP in the details. */
export interface ClientEvents {
  'client.secret-rotated': { client: string };
  /** The new secret stood on the screen of whoever had asked for it. */
  'client.secret-shown': { client: string };
  'client.logo-changed': { client: string; removed: boolean };
  /** Somebody signed in who is none of those that this client is for. */
  'client.access-refused': { client: string };
  /** An admin looked at what a client would be told of them. */
  'client.claims-previewed': { client: string };
  'client.logouts-retried': { client: string; count: number };
  'banner.made': { banner: string; client: string | null; kind: 'info' | 'maintenance' };
  'banner.ended': { banner: string };
}
