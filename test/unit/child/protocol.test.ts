import { describe, expect, it } from 'vitest';
import { decodeError, encodeError } from '../../../src/child/protocol.ts';
import { MomError } from '../../../src/errors.ts';

describe('errors on their way to the parent', () => {
  it('keep their code and text', () => {
    const error = decodeError(encodeError(new MomError('engine_missing', 'no addon')), 'internal');
    expect(error).toMatchObject({ code: 'engine_missing', message: 'no addon' });
  });

  it.each([[new Error('boom')], ['boom']])('get the code of the adapter when they have none', (thrown) => {
    expect(decodeError(encodeError(thrown), 'stt_failed')).toMatchObject({ code: 'stt_failed', message: 'boom' });
  });

  it('get the code of the adapter when theirs is unknown here', () => {
    const sent = JSON.parse('{"code":"constructor","message":"odd"}') as ReturnType<typeof encodeError>;
    expect(decodeError(sent, 'stt_failed')).toMatchObject({ code: 'stt_failed', message: 'odd' });
  });
});
