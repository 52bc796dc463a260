/**
 * Why an utterance is not taken at its word. All but the last mean that somebody may want to steer the model; "stated-for-the-record" is
 * a person telling whoever takes the minutes to write something down, which is allowed and shown as such.
 */
export type InjectionReason =
  | 'override'
  | 'system-prompt'
  | 'addresses-the-model'
  | 'dictates-minutes'
  | 'role-play'
  | 'markup'
  | 'encoded'
  | 'fence'
  | 'link'
  | 'repeated'
  | 'stated-for-the-record';

/** Whether claims that rest only on such utterances must never be confirmed. */
export const isSuspect = (reason: InjectionReason): boolean => reason !== 'stated-for-the-record';
