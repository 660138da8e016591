import { EventEmitter } from 'node:events';
import { hooks, isHeaded } from './hooks.ts';
import { hasSessionBus, showOverBus } from './session-bus.ts';

let count = 0;

/** Electron's `Notification`. Where there is a desktop, its daemon shows it; without one it is a line on standard error. */
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

  #takeBack: (() => void) | undefined;

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
    if (hasSessionBus) this.#takeBack = showOverBus(this, this.#told());
    else {
      setImmediate(() => this.emit('show', {}));
      if (isHeaded) process.stderr.write(`Notification: ${this.title} | ${this.body.replaceAll('\n', ' ')}\n`);
    }
  }
  close(): void {
    if (!hooks.notifications.includes(this)) return;
    hooks.notifications = hooks.notifications.filter((other) => other !== this);
    this.#takeBack?.();
    setImmediate(() => this.emit('close', { reason: 'applicationHidden' }));
  }

  #told() {
    return {
      shown: () => this.emit('show', {}),
      clicked: () => this.emit('click', {}),
      closed: () => {
        hooks.notifications = hooks.notifications.filter((other) => other !== this);
        this.emit('close', { reason: 'userCanceled' });
      },
      failed: () => this.emit('failed', {}, 'no notification daemon answers'),
    };
  }
}
