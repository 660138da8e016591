import { spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { hooks, isHeaded } from './hooks.ts';

let count = 0;

/** Electron's `Notification`. Where someone can see it, `notify-send` shows it; without that it is a line on standard error. */
export class Notification extends EventEmitter {
  static isSupported(): boolean {
    return hooks.notificationsSupported;
  }
  static handleActivation(callback: (details: Electron.ActivationArguments) => void): void {
    hooks.activate = (tag) => callback({ type: 'click', arguments: `type=click&tag=${tag}` });
  }
  static getHistory(): Promise<Notification[]> {
    return Promise.resolve([...hooks.notificationHistory]);
  }
  readonly id: string;
  readonly groupId: string;
  readonly title: string;
  readonly body: string;
  readonly silent: boolean;
  readonly urgency: string;
  readonly sound: string;

  constructor(options: Electron.NotificationConstructorOptions = {}) {
    super();
    this.id = options.id ?? `notification-${++count}`;
    this.groupId = options.groupId ?? '';
    this.title = options.title ?? '';
    this.body = options.body ?? '';
    this.silent = options.silent ?? false;
    this.urgency = options.urgency ?? 'normal';
    this.sound = options.sound ?? '';
  }

  show(): void {
    hooks.notifications.push(this);
    setImmediate(() => this.emit('show', {}));
    if (isHeaded) this.#display();
  }
  close(): void {
    if (!hooks.notifications.includes(this)) return;
    hooks.notifications = hooks.notifications.filter((other) => other !== this);
    setImmediate(() => this.emit('close', { reason: 'applicationHidden' }));
  }

  #display(): void {
    const shown = spawn(
      'notify-send',
      ['--app-name=Workbin Notifier', '--action=default=Open', '--wait', '--', this.title, this.body],
      {
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    shown.stdout.setEncoding('utf8').on('data', (answer: string) => {
      if (answer.trim() === 'default') this.emit('click', {});
    });
    shown.on('error', () => process.stderr.write(`Notification: ${this.title} | ${this.body.replaceAll('\n', ' ')}\n`));
    this.once('close', () => shown.kill());
  }
}
