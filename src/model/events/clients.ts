/** Events of relying parties, as the platform console changes them. Names are `area.what-happened`; never a secret or a full NIP in the details. */
export interface ClientEvents {}
