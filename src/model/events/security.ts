/** Events of the account's own credentials. Names are `area.what-happened`; never a secret or a full NIP in the details. */
export interface SecurityEvents {
  /** One recovery code was typed back from the paper; it is not used up. */
  'recovery-codes.confirmed': Record<string, never>;
  /** A second authenticator beside the first; `label` as the phone shows it. */
  'totp.added': { totp: string; label: string };
  'totp.removed': { totp: string; label: string };
  'totp.renamed': { totp: string };
}
