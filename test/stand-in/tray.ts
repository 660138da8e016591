import { EventEmitter } from 'node:events';
import { hooks } from './hooks.ts';

type Template = Electron.MenuItemConstructorOptions;

/** Electron's `MenuItem`. */
export class MenuItem {
  readonly id: string;
  readonly label: string;
  readonly type: string;
  readonly enabled: boolean;
  readonly checked: boolean;
  readonly submenu: Menu | undefined;
  readonly click: () => void;
  constructor(options: Template) {
    this.id = options.id ?? '';
    this.label = options.label ?? options.role ?? '';
    this.type = options.type ?? (options.submenu ? 'submenu' : 'normal');
    this.enabled = options.enabled ?? true;
    this.checked = options.checked ?? false;
    this.submenu = Array.isArray(options.submenu) ? Menu.buildFromTemplate(options.submenu) : undefined;
    this.click = () => options.click?.(this as never, undefined, {});
  }
}

/** Electron's `Menu`. */
export class Menu {
  static #application: Menu | null = null;
  static buildFromTemplate(template: Template[]): Menu {
    const menu = new Menu();
    menu.items.push(...template.map((options) => new MenuItem(options)));
    return menu;
  }
  static setApplicationMenu(menu: Menu | null): void {
    Menu.#application = menu;
  }
  static getApplicationMenu(): Menu | null {
    return Menu.#application;
  }
  readonly items: MenuItem[] = [];
}

/** What tests see of an icon in the tray. */
export interface TrayState {
  image: string;
  toolTip: string;
  title: string;
  menu: Menu | null;
}

/** Key of what tests see. */
export const state = Symbol('state');

/** Electron's `Tray`. */
export class Tray extends EventEmitter {
  readonly [state]: TrayState = { image: '', toolTip: '', title: '', menu: null };
  constructor(image: unknown, _guid?: string) {
    super();
    this.setImage(image);
    hooks.trays.push(this);
  }
  setImage(image: unknown): void {
    this[state].image = String(image);
    hooks.events.emit('tray');
  }
  setToolTip(toolTip: string): void {
    this[state].toolTip = toolTip;
  }
  setTitle(title: string, _options?: object): void {
    this[state].title = title;
  }
  setContextMenu(menu: Menu | null): void {
    this[state].menu = menu;
    hooks.events.emit('tray');
  }
  getBounds(): Electron.Rectangle {
    return hooks.trayBounds;
  }
  destroy(): void {
    hooks.trays = hooks.trays.filter((tray) => tray !== this);
  }
  isDestroyed(): boolean {
    return !hooks.trays.includes(this);
  }
}
