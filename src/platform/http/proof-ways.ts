/** Which ways of a proof are offered beside the code of an authenticator: what would be refused is not. */
export interface ProofWays {
  passkey: boolean;
  recoveryCode: boolean;
}
