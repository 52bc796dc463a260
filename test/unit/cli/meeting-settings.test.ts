import { describe, expect, it } from 'vitest';
import { meetingSettings } from '../../../src/cli/meeting-settings.ts';
import { readConfig } from '../../../src/config.ts';

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
