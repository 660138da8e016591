import { app, type Session } from 'electron';

/**
 * Refuses whatever a page could ask beyond its own files: permissions, devices, screens, navigation, windows, webviews, downloads.
 * To be called before the first window.
 *
 * @see https://www.electronjs.org/docs/latest/tutorial/security, items 5 and 11 to 14
 */
export function refuseEverythingElse(session: Session, log: (line: string) => void): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    log(`refused permission ${permission}`);
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler(null);
  session.on('will-download', (event) => {
    log('refused a download');
    event.preventDefault();
  });
  app.on('web-contents-created', (_created, contents) => {
    contents.on('will-frame-navigate', (event) => {
      log('refused a navigation');
      event.preventDefault();
    });
    contents.on('will-redirect', (event) => {
      log('refused a redirect');
      event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => {
      log('refused a webview');
      event.preventDefault();
    });
    contents.setWindowOpenHandler(() => {
      log('refused a window');
      return { action: 'deny' };
    });
  });
}
