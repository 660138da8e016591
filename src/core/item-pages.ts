import type { ItemDetails, ItemView } from './contract.ts';
import { formatRow, type Entry, type Inbox } from './inbox.ts';
import { fillDetails, isBare } from './interaction-content.ts';
import { dataKeysOf } from './list-view.ts';
import type { Offers } from './offers.ts';
import type { Item } from './resource.ts';
import type { Settings } from './settings.ts';
import { listDataKeys, matchesItem, readFacts } from './user-data.ts';
import type { InteractionId, WorkbinKey } from './workbin.ts';

/** Items as the window shows them: in a list, or one on a page of its own. */
export interface ItemPages {
  /** All rows, in no order. What comes or goes while they are read may be among them or not. */
  rows(): Iterable<ItemView>;
  row(workbin: WorkbinKey, id: InteractionId): ItemView | null;
  /** The rows received last, newest first. */
  newest(count: number): readonly ItemView[];
  /** Each item's id where all terms occur in it, null where they do not: one by one, so that the caller can pause between them. */
  search(terms: readonly string[]): Iterable<InteractionId | null>;
  /** The keys of each item's user data of which a row can show the values: of one workbin, or of all for null. */
  dataKeys(workbin: WorkbinKey | null): Iterable<readonly string[]>;
  readItem(workbin: WorkbinKey | null, interactionId: InteractionId): ItemDetails | null;
  /** The same, asking the server's history where next to nothing is known. For a person's click: it is a request. */
  lookUpItem(workbin: WorkbinKey | null, interactionId: InteractionId): Promise<ItemDetails | null>;
}

/** Where the items are. */
export interface ItemPagesOptions {
  readonly inbox: Pick<Inbox, 'entries' | 'get' | 'gone' | 'newest' | 'whereIs'>;
  readonly offers: Pick<Offers, 'get'>;
  readonly settings: () => Pick<Settings, 'lists'>;
  /** What the contact server's history holds of it. */
  readonly readHistory: (id: InteractionId) => Promise<Item | null>;
}

/** The pages of what lies in the inbox, of what has gone from it lately and of what is offered. */
export function createItemPages({ inbox, offers, settings, readHistory }: ItemPagesOptions): ItemPages {
  function describe(entry: Entry): ItemDetails {
    const alsoIn = inbox
      .whereIs(entry.item.id)
      .map((other) => other.workbin)
      .filter((key) => key !== entry.workbin);
    return { ...formatRow(entry), ...readFacts(entry.item), arrivedAt: entry.arrivedAt, leftAt: entry.leftAt, alsoIn };
  }

  function readItem(workbin: WorkbinKey | null, id: InteractionId): ItemDetails | null {
    const entry = (workbin === null ? inbox.whereIs(id)[0] : inbox.get(workbin, id)) ?? inbox.gone(workbin, id);
    if (entry) return describe(entry);
    const offer = offers.get(id);
    return offer && { ...readFacts(offer.item), ...offer.row, arrivedAt: null, leftAt: null, alsoIn: [] };
  }

  return {
    *rows() {
      const keys = dataKeysOf(settings().lists);
      for (const entry of inbox.entries()) yield formatRow(entry, keys);
    },
    row(workbin, id) {
      const entry = inbox.get(workbin, id);
      return entry && formatRow(entry, dataKeysOf(settings().lists));
    },
    newest: (count) => inbox.newest(count),
    *search(terms) {
      for (const { item } of inbox.entries()) yield matchesItem(item, terms) ? item.id : null;
    },
    *dataKeys(workbin) {
      for (const entry of inbox.entries()) if (workbin === null || entry.workbin === workbin) yield listDataKeys(entry.item);
    },
    readItem,
    async lookUpItem(workbin, id) {
      const known = readItem(workbin, id);
      const found = known === null || isBare(known) ? await readHistory(id) : null;
      return found ? fillDetails(known, found) : known;
    },
  };
}
