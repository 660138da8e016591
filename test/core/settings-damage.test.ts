import { describe, expect, it } from 'vitest';
import { describeBadSettings } from '../../src/core/settings-damage.ts';

describe('what is said of settings that cannot be read', () => {
  it('is nothing where all can', () => {
    expect(describeBadSettings({ unusable: [], cut: [] }, 'app')).toEqual([]);
  });

  it('is what is done instead: less is shown, what is usual is done, entries are left out', () => {
    const bad = { unusable: ['theme', 'privateMode', 'sound'], cut: ['contentByWorkbin', 'mutedWorkbins'] };

    expect(describeBadSettings(bad, 'app')).toEqual([
      'How much others may see could not be read in settings.json (privateMode, contentByWorkbin), so less is shown. Check it here.',
      'These settings could not be read in settings.json, so what is usual is done: theme, sound. Check them here.',
      'Some entries of these settings could not be read in settings.json and are left out: mutedWorkbins. Check them here.',
    ]);
  });

  it('is true of the console, which shows everything and has no page of settings', () => {
    const bad = { unusable: ['theme', 'privateMode'], cut: ['contentByWorkbin', 'mutedWorkbins'] };

    expect(describeBadSettings(bad, 'console')).toEqual([
      'How much others may see could not be read in settings.json (privateMode, contentByWorkbin); the lines printed here show everything all the same.',
      'These settings could not be read in settings.json, so what is usual is done: theme.',
      'Some entries of these settings could not be read in settings.json and are left out: mutedWorkbins.',
    ]);
  });
});
