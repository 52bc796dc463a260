import { MomError, toMomError } from '../../../errors.ts';
import { restFault } from './rest-fault.ts';

/** What people read when a thread can't be made or deleted. */
export function threadFault(error: unknown): MomError {
  const { message } = toMomError(error);
  if (restFault(error) === 'forbidden')
    return new MomError(
      'thread_forbidden',
      'AI MOM may not make a thread there. Grant it Create Public Threads, Send Messages in Threads and Send Messages, or choose another channel with `/mom settings set thread-channel`.',
      { cause: error },
    );
  return new MomError('thread_failed', message, { cause: error });
}
