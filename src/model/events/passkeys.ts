/** Events of passkeys. Names are `area.what-happened`; never a secret or a full NIP in the details. */
export interface PasskeyEvents {}
