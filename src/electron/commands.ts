import type { Commands, Credentials, ItemDetails, SelfTestStep, Snapshot, TestStep } from '../core/contract.ts';
import { unavailable } from '../core/directory.ts';
import { readServer } from '../core/server-address.ts';
import type { OwnSound } from '../core/sound.ts';
import type { WorkbinKey } from '../core/workbin.ts';
import { countDataKeys } from './data-keys.ts';
import { fillTemplate } from './external-link.ts';
import type { History } from './history.ts';
import type { ListLooks } from './list-looks.ts';
import { createItemSearch } from './item-search.ts';
import type { Notices } from './notices.ts';
import type { SettingsFile } from './settings-file.ts';
import type { SignIn } from './sign-in.ts';

interface CommandsOptions {
  readonly snapshot: () => Snapshot;
  readonly rows: Commands['rows'];
  readonly signIn: SignIn;
  readonly settings: SettingsFile;
  readonly notices: Notices;
  readonly testConnection: (credentials: Credentials) => Promise<readonly TestStep[]>;
  readonly selfTest: () => Promise<readonly SelfTestStep[]>;
  readonly trySound: (sound: OwnSound) => void;
  readonly openExternal: (link: string) => Promise<void>;
  readonly history: History;
  readonly listLooks: ListLooks;
  readonly copy: (text: string) => Promise<void>;
}

const NOBODY = 'Nobody is signed in';

/** What a window may ask, answered from the parts of the host. */
export function createCommands(options: CommandsOptions): Commands {
  const { snapshot, signIn, settings, notices, history } = options;
  const search = createItemSearch((terms) => signIn.notifier()?.search(terms) ?? []);
  return {
    snapshot: () => Promise.resolve(snapshot()),
    rows: options.rows,
    searchItems: (text) => search(text),
    listDataKeys: (workbin) => countDataKeys(signIn.notifier()?.dataKeys(workbin) ?? []),
    traffic: () => Promise.resolve(signIn.notifier()?.traffic() ?? { from: 0, since: 0, workbins: [] }),
    signIn: (credentials) => signIn.signIn(credentials),
    async testConnection(credentials) {
      const server = readServer(credentials.server);
      if (server.kind === 'unusable') return [{ name: 'reachable', outcome: 'failed', text: server.why }];
      return options.testConnection({ ...credentials, server: server.origin });
    },
    signOut: () => signIn.signOut(),
    changeSettings: (change) => Promise.resolve(settings.change(change)),
    readItem: async (workbin, interactionId) => (await signIn.notifier()?.lookUpItem(workbin, interactionId)) ?? null,
    async markRead(workbin, interactionId) {
      // The page of an item takes its mark off: all of a workbin's are taken off without being looked at.
      if (interactionId !== null) history.opened(workbin, interactionId, false);
      signIn.notifier()?.markRead(workbin, interactionId);
    },
    offerOpened: (interactionId) => Promise.resolve(signIn.notifier()?.offerOpened(interactionId)),
    lookAt: (workbin) => Promise.resolve(options.listLooks.lookAt(workbin)),
    snoozeItem: (workbin, interactionId, until) => Promise.resolve(signIn.notifier()?.snooze(workbin, interactionId, until)),
    async openInBrowser(workbin, interactionId) {
      const item = signIn.notifier()?.readItem(workbin, interactionId) ?? null;
      const link = item === null ? null : fillTemplate(settings.get().browserTemplate, templateValues(item, snapshot().workbins));
      if (link === null) return false;
      await options.openExternal(link);
      history.opened(workbin ?? item?.workbin ?? null, interactionId, true);
      return true;
    },
    copyText: (text) => options.copy(text),
    retry: (workbin) => Promise.resolve(signIn.notifier()?.retry(workbin)),
    dismissNotice: (id) => Promise.resolve(notices.dismiss(id)),
    selfTest: () => options.selfTest(),
    trySound: (sound) => Promise.resolve(options.trySound(sound)),
    findPeople: async (text) => signIn.notifier()?.directory.findPeople(text) ?? unavailable(NOBODY),
    readHistory: (query, after, until) => history.readHistory(query, after, until),
    readAbsence: () => history.readAbsence(),
    readItemHistory: (interactionId) => history.readItemHistory(interactionId),
    exportHistory: (choice) => history.exportHistory(choice),
    clearHistory: () => history.clearHistory(),
    tryRules: (rules) => history.tryRules(settings.get().rules, rules),
    listGroups: async () => signIn.notifier()?.directory.listGroups() ?? unavailable(NOBODY),
  };
}

function templateValues(item: ItemDetails, workbins: readonly { readonly key: WorkbinKey; readonly id: string }[]) {
  return {
    interactionId: item.id,
    contactId: item.contactId,
    workbinId: workbins.find(({ key }) => key === item.workbin)?.id ?? null,
    medium: item.media,
  };
}
