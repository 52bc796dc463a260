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

describe('settings of a meeting', () => {
  it('name the models that are configured, one for captions and one for the final pass', () => {
    const config = readConfig({ WHISPER_MODEL: 'tiny', WHISPER_FINAL_MODEL: 'large-v3-turbo' });
    expect(meetingSettings(config, 'live', {})).toMatchObject({ model: 'tiny', finalModel: 'large-v3-turbo' });
    expect(meetingSettings(readConfig({ WHISPER_MODEL: 'tiny' }), 'live', {})).not.toHaveProperty('finalModel');
  });

  it('name one model for all where somebody asks for it', () => {
    const config = readConfig({ WHISPER_MODEL: 'tiny', WHISPER_FINAL_MODEL: 'large-v3-turbo' });
    expect(meetingSettings(config, 'recording', { model: 'small' })).toMatchObject({
      model: 'small',
      finalModel: 'small',
    });
  });

  it('hold a second layer only when it is asked for', () => {
    const config = readConfig({});
    expect(meetingSettings(config, 'recording', {})).not.toHaveProperty('translateTo');
    expect(meetingSettings(config, 'recording', { translate: 'en' }).translateTo).toBe('en');
    expect(() => meetingSettings(config, 'recording', { translate: 'de' })).toThrow('English (en) only');
  });
});
