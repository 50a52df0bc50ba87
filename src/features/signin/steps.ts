import type { StepName } from '../../policies/signin-steps.ts';
import type { AddressFailures } from './address-failures.ts';
import { createCaptchas } from '../../parts/captcha/captchas.ts';
import { createCaptchaPasses } from './captcha/passes.ts';
import type { SigninDeps, Step } from './step.ts';
import { authenticatorNeededStep, passkeyNeededStep } from './steps/authenticator-needed.ts';
import { captchaStep } from './steps/captcha.ts';
import { changePasswordStep } from './steps/change-password.ts';
import { consentStep } from './steps/consent.ts';
import { contactCodeStep } from './steps/contact-code.ts';
import { contactNoneStep } from './steps/contact-none.ts';
import { contactWaitStep } from './steps/contact-wait.ts';
import { continueAsStep } from './steps/continue-as.ts';
import { enrolStep } from './steps/enrol.ts';
import { frozenStep } from './steps/frozen.ts';
import { newNipStep } from './steps/new-nip.ts';
import { passwordStep } from './steps/password.ts';
import { passkeyStep } from './steps/passkey.ts';
import { recoveryCodeStep } from './steps/recovery-code.ts';
import { recoveryCodesStep } from './steps/recovery-codes.ts';
import { secondFactorStep } from './steps/second-factor.ts';
import { smsFactorStep } from './steps/sms-factor.ts';
import { totpStep } from './steps/totp.ts';

/** Every step by the name the policy knows it under. */
export function createSteps(deps: SigninDeps & { failures: AddressFailures }): Record<StepName, Step> {
  const captchas = createCaptchas({ ...deps, listed: deps.listCaptchas });
  const passes = createCaptchaPasses(deps);
  return {
    continue_as: continueAsStep(),
    captcha: captchaStep({ ...deps, captchas, passes }),
    password: passwordStep({ ...deps, passes }),
    frozen: frozenStep(),
    authenticator_needed: authenticatorNeededStep(deps),
    passkey_needed: passkeyNeededStep(deps),
    second_factor: secondFactorStep(deps, {
      totp: totpStep(deps),
      passkey: passkeyStep(deps),
      recoveryCode: recoveryCodeStep(deps),
      sms: smsFactorStep(deps),
    }),
    email_code: contactCodeStep(deps, 'email'),
    sms_code: contactCodeStep(deps, 'phone'),
    contact_wait: contactWaitStep(deps),
    contact_none: contactNoneStep(deps),
    change_password: changePasswordStep(deps),
    enrol: enrolStep(deps),
    recovery_codes: recoveryCodesStep(deps),
    new_nip: newNipStep(deps),
    consent: consentStep(deps),
  };
}
