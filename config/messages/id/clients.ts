/** The platform console: relying parties and banners. */
export default {
  'banner.maintenance': 'Pemeliharaan:',
  'banner.info': 'Informasi:',
} as const satisfies Record<string, string>;
