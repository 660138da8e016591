/** The four kinds of workbin. */
export type WorkbinType = 'Agent' | 'Place' | 'AgentGroup' | 'PlaceGroup';

/** A workbin as it is defined once for all its owners. */
export interface WorkbinDefinition {
  readonly id: string;
  readonly workbinName: string;
  readonly displayName: string;
  readonly type: WorkbinType;
}

/** The workbins of the contact centre by name. Their ids stay the same from run to run. */
export const workbinDefinitions = {
  Draft: { id: '5f0c9a52-31d8-4a6e-9a54-0c1b7d2e8f31', workbinName: 'Draft', displayName: 'Draft', type: 'Agent' },
  InProgress: {
    id: '8e61b7d4-52c9-4f0a-8b17-93d5a06ce742',
    workbinName: 'InProgress',
    displayName: 'In Progress',
    type: 'Agent',
  },
  Awaiting: { id: 'a27d04f9-7be3-4d15-b0c8-6ef1392a5d83', workbinName: 'Awaiting', displayName: 'Awaiting Reply', type: 'Agent' },
  Pending: { id: 'b93e58c1-0a4f-4c72-97d6-25f8e1b04ca4', workbinName: 'Pending', displayName: 'Pending', type: 'Agent' },
  FrontDesk: { id: 'c14a76e0-8d25-4b93-a3f7-d90b52e6c815', workbinName: 'FrontDesk', displayName: 'Front Desk', type: 'Place' },
  Claims: { id: 'd6f3209b-46e7-4158-8c2d-7a0e9b41f5d6', workbinName: 'WB_Claims', displayName: 'Claims', type: 'AgentGroup' },
  Escalations: {
    id: 'e80b4d7c-9f12-4e36-b5a9-14c6d7f02a97',
    workbinName: 'WB_Escalations',
    displayName: 'Escalations – Tier 2',
    type: 'AgentGroup',
  },
  Lobby: { id: 'f29c81a3-5d60-4f8b-92e4-8b3a05d7c6e8', workbinName: 'WB_Lobby', displayName: 'Lobby Kiosk', type: 'PlaceGroup' },
} as const satisfies Record<string, WorkbinDefinition>;

/** The same as a list, in the order in which the server lists them. */
export const allWorkbins: readonly WorkbinDefinition[] = Object.values(workbinDefinitions);
