import type { AnySample } from '../samples.ts';

/** The pages under `views/recovery/`, in each state that looks different. */
export const recoverySamples: readonly AnySample[] = [];
