/** The platform console: relying parties and banners. */
export default {} as const satisfies Record<string, string>;
