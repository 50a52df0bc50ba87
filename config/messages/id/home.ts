/** The portal as a home: summary, timeline, services, requests, security health. */
export default {} as const satisfies Record<string, string>;
