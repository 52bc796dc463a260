import { describe, expect, it } from 'vitest';
import { meetingSettings } from '../../../src/cli/meeting-settings.ts';
import { readConfig } from '../../../src/config.ts';

const config = readConfig({});

describe('the kind of meeting on the command line', () => {
  it.each(['general', 'standup', 'one-on-one', 'ttrpg', 'council', 'auto'])('may be %s', (template) => {
    expect(meetingSettings(config, 'recording', { template }).template).toBe(template);
  });

  it('is general unless told', () => {
    expect(meetingSettings(config, 'recording', {}).template).toBe('general');
  });

  it('is told when it is unknown', () => {
    expect(() => meetingSettings(config, 'recording', { template: 'party' })).toThrowError(
      'There is no template "party"; known are general, standup, one-on-one, retrospective, planning, sales, lecture, ttrpg, council, and auto, which goes by the words.',
    );
  });
});
