import type { AnySample } from '../samples.ts';

/** The pages under `views/registration/`, in each state that looks different. */
export const registrationSamples: readonly AnySample[] = [];
