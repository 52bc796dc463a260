import { MomError } from '../../errors.ts';
import type { PanelState } from '../../ports/meeting-thread.ts';
import type { VoiceSession } from '../../ports/voice-capture.ts';

/** Why a call is no longer recorded. */
export type CallEnd =
  | 'stopped'
  | 'empty'
  | 'limit'
  | 'kicked'
  | 'channel-deleted'
  | 'refused'
  | 'encryption-required'
  | 'disk'
  | 'lost';

/** written: the call is over and wants minutes; kept: this process ends and the next one goes on; withdrawn: it never began. */
export type CallOutcome = 'written' | 'kept' | 'withdrawn';

/** Where the recording of one call is; each phase owns what must be put away when it ends. */
export type CallState =
  /** On the way into the channel, for the first time or again. */
  | { readonly phase: 'joining'; readonly withdraw: AbortController; readonly isPaused: boolean }
  | { readonly phase: 'recording'; readonly session: VoiceSession; readonly isPaused: false }
  | { readonly phase: 'paused'; readonly session: VoiceSession; readonly isPaused: true }
  | { readonly phase: 'reconnecting'; readonly session: VoiceSession; readonly isPaused: boolean }
  /** Out of the channel; people may come back until `wait` is aborted. */
  | { readonly phase: 'ending'; readonly wait: AbortController; readonly isPaused: boolean }
  /** Nothing is recorded any more. */
  | { readonly phase: 'over'; readonly isPaused: false };

export const panelStates: Record<CallState['phase'], PanelState> = {
  joining: 'joining',
  recording: 'recording',
  paused: 'paused',
  reconnecting: 'reconnecting',
  ending: 'writing',
  over: 'writing',
};

/** The session while there is one. */
export const sessionOf = (state: CallState): VoiceSession | null => ('session' in state ? state.session : null);

/** In the channel again or still: on the record or off it, as before. */
export const inCall = (session: VoiceSession, isPaused: boolean): CallState =>
  isPaused ? { phase: 'paused', session, isPaused } : { phase: 'recording', session, isPaused };

/** The same, told otherwise; as it is when that session is over. */
export function pausedOrNot(state: CallState, session: VoiceSession, isPaused: boolean): CallState {
  if (sessionOf(state) !== session) return state;
  return state.phase === 'reconnecting' ? { ...state, isPaused } : inCall(session, isPaused);
}

/** What is asked for is possible only while something is recorded. */
export const over = (): MomError => new MomError('meeting_unknown', 'Nothing is being recorded here.');

export const withdrawn = (): MomError => new MomError('aborted', 'the meeting was stopped');
