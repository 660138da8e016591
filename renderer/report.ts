import type { Snapshot } from '../src/core/contract.ts';

/** How the connection stands, for the people who look after it: exact times, the server's own words, nothing of any customer. */
export function formatReport({ version, at, demo, account, connection, services, workbins }: Snapshot): string {
  return [
    `Workbin Notifier ${version}${demo ? ' (demo)' : ''}`,
    `Taken      ${formatInstant(at)}`,
    `Server     ${account?.server ?? '-'}`,
    `State      ${connection.state}: ${connection.reason}`,
    `Since      ${formatInstant(connection.since)}`,
    `Fresh at   ${formatInstant(connection.freshAt)}`,
    `Next try   ${formatInstant(connection.retryAt)}`,
    ...services.map(({ type, state }) => `Service    ${type}: ${state}`),
    ...workbins.map(
      ({ key, watched, watch, reason }) =>
        `Workbin    ${key}: ${watched ? watch : 'not watched'}${reason === null ? '' : ` (${reason})`}`,
    ),
  ].join('\n');
}

function formatInstant(at: number | null): string {
  return at === null ? '-' : new Date(at).toISOString();
}
