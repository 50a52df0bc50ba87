/** Events of the account's own credentials. Names are `area.what-happened`; never a secret or a full NIP in the details. */
export interface SecurityEvents {}
