/** Events of the account's own credentials. Names are `area.what-happened`; never a secret or a full NIP in the details. */
export interface SecurityEvents {
  /** One recovery code was typed back from the paper; it is not used up. */
  'recovery-codes.confirmed': Record<string, never>;
}
