import type { Fields } from '../../platform/http/form.ts';
import type { StepName } from '../../policies/signin-steps.ts';

/** The fields by which the form of a step is known (contract, "Forms"). Steps that are answered by a button have none. */
const FIELDS: [StepName, string[]][] = [
  ['captcha', ['altcha', 'captcha', 'emailCode']],
  ['password', ['nip', 'password']],
  ['second_factor', ['code', 'recoveryCode', 'smsCode']],
  ['email_code', ['emailCode']],
  ['sms_code', ['smsCode']],
  ['change_password', ['newPassword', 'confirmPassword']],
  ['enrol', ['code']],
];

/** The ways of the second factor are one step. */
const WAYS = ['totp', 'recovery-code', 'sms-factor', 'passkey'];

export const namesPasskey = ({ step }: Fields): boolean => step === 'passkey';

/** The step a form was made for. Null: the form does not say. */
export function namedStep({ step }: Fields): string | null {
  return step !== undefined && WAYS.includes(step) ? 'second_factor' : (step ?? null);
}

/** Whether a form may be judged at the step that is due: it names the step, or at least no field of others alone. */
export function isForStep(form: Fields, due: StepName): boolean {
  const named = namedStep(form);
  if (named !== null) return named === due;
  const known = FIELDS.filter(([, fields]) => fields.some((field) => form[field] !== undefined));
  return known.length === 0 || known.some(([step]) => step === due);
}
