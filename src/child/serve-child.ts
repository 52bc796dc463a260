import { flushCompileCache } from 'node:module';
import { MomError } from '../errors.ts';
import { type ChildMessage, encodeError, type ParentMessage } from './protocol.ts';

type Send = (message: ChildMessage) => void;

/**
 * The child's side: `start` gets what the parent gives to every new child (a model is loaded there) and returns the handler of jobs.
 * Call it once, at the top of the module that the parent forks.
 *
 * @throws MomError usage, when the module was not forked
 */
export function serveChild<Init, Request, Reply>(
  start: (init: Init) => Promise<(request: Request) => Promise<Reply>>,
): void {
  const send = openChannel();
  let handle: ((request: Request) => Promise<Reply>) | null = null;

  const answer = async (message: ParentMessage): Promise<unknown> => {
    if (message.kind === 'start') {
      handle = await start(message.value as Init);
      flushCompileCache(); // a child never ends in the way in which Node would keep it
      return null;
    }
    if (!handle) throw new MomError('internal', 'a job came before the start');
    return await handle(message.value as Request);
  };

  process.on('message', (message: ParentMessage) => {
    answer(message).then(
      (value) => send({ kind: 'reply', id: message.id, value }),
      (error: unknown) => send({ kind: 'failure', id: message.id, error: encodeError(error) }),
    );
  });
}

function openChannel(): Send {
  const send = process.send?.bind(process);
  if (!send) throw new MomError('usage', 'this module is started by AI MOM itself, not by hand');
  process.on('disconnect', endNow);
  process.on('SIGINT', leaveToParent);
  return (message) => {
    send(message);
  };
}

/** Not process.exit(): it waits for native work on libuv's threads, seconds or minutes after the parent is gone. */
function endNow(): void {
  process.kill(process.pid, 'SIGKILL');
}

/** Ctrl-C reaches every process of the terminal; the parent decides when its children end. */
function leaveToParent(): undefined {
  return undefined;
}
