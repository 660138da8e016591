import type { ItemDetails } from './contract.ts';
import { firstText, readRecord, type Wire } from './record.ts';
import { readItem, type Item } from './resource.ts';
import { readFacts } from './user-data.ts';

/** An interaction as the contact server's history tells of it; null when it has no id. @see GWS 8.5.2 API, GetInteractionContent */
export function readHistoryItem(value: unknown): Item | null {
  const interaction = readRecord(value);
  if (!interaction) return null;
  const raw: Wire = { ...interaction, receivedDate: interaction['receivedDate'] ?? interaction['startDate'] };
  return readItem(firstText(interaction, 'mediaType') ?? 'unknown', raw);
}

/** Whether so little is known of an interaction that its history is worth asking for. */
export function isBare({ subject, customer, userData }: ItemDetails): boolean {
  return subject === null && customer === null && userData.length === 0;
}

/** The details with what the history adds; where nothing else is known, the history alone. */
export function fillDetails(known: ItemDetails | null, item: Item): ItemDetails {
  const { id, media, subject, customer, receivedAt } = item;
  const found = { id, media, subject, customer, receivedAt, ...readFacts(item) };
  if (known === null)
    return { workbin: null, unread: false, snoozedUntil: null, ...found, arrivedAt: null, leftAt: null, alsoIn: [] };
  const isMissing = (value: unknown): boolean => value === null || (Array.isArray(value) && value.length === 0);
  const added = Object.entries(found).filter(([name]) => isMissing(known[name as keyof typeof found]));
  return { ...known, ...(Object.fromEntries(added) as Partial<typeof found>) };
}
