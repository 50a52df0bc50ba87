/** The platform console: relying parties and banners. */
export default {
  'banner.maintenance': 'Maintenance:',
  'banner.info': 'Notice:',
} as const satisfies Record<string, string>;
