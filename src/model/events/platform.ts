/** Events of the platform console. Names are `area.what-happened`; never a secret or a full NIP in the details. */
export interface PlatformEvents {}
