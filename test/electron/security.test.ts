import { EventEmitter } from 'node:events';
import { app, session } from 'electron';
import { expect, it } from 'vitest';
import { refuseEverythingElse } from '../../src/electron/security.ts';
import { permissions } from '../stand-in/network.ts';
import { isAllowed } from '../stand-in/preventable.ts';

class Contents extends EventEmitter {
  handler: ((details: object) => { action: string }) | undefined;
  setWindowOpenHandler(handler: (details: object) => { action: string }): void {
    this.handler = handler;
  }
}

it('refuses permissions, navigation, windows, webviews and downloads', () => {
  const lines: string[] = [];
  refuseEverythingElse(session.defaultSession, (line) => void lines.push(line));
  const contents = new Contents();
  app.emit('web-contents-created', {}, contents);
  const granted: boolean[] = [];
  for (const permission of ['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal', 'fileSystem']) {
    permissions.request(null, permission, (answer) => void granted.push(answer));
    granted.push(permissions.check(null, permission));
  }

  expect(granted).toEqual(granted.map(() => false));
  for (const event of ['will-frame-navigate', 'will-redirect', 'will-attach-webview'])
    expect(isAllowed(contents, event)).toBe(false);
  expect(contents.handler?.({ url: 'https://elsewhere.example' })).toEqual({ action: 'deny' });
  expect(isAllowed(session.defaultSession as unknown as EventEmitter, 'will-download')).toBe(false);
  expect(lines.join()).not.toContain('elsewhere');
});
