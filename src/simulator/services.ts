/** What GWS depends on: `MultiMediaState` is the Interaction Server, `MultiMediaContent` the Universal Contact Server. */
export type ServiceType = 'Voice' | 'Provisioning' | 'Reporting' | 'MultiMediaState' | 'MultiMediaContent' | 'Chat' | 'Unknown';

/** How a service stands. */
export type ServiceState = 'Active' | 'Inactive' | 'ReadOnly' | 'Unknown';

/** A service and how it stands. */
export interface Service {
  readonly id: string;
  readonly name: string;
  readonly type: ServiceType;
  readonly state: ServiceState;
}

/** The services as they stand at the start: all active. */
export const initialServices: readonly Service[] = [
  { id: '1d6a0c3e-7f42-4b98-a5d1-60e2c9b7f481', name: 'SIP_Server', type: 'Voice', state: 'Active' },
  { id: 'ON_PREMISE_ENVIRONMENT', name: 'Configuration', type: 'Provisioning', state: 'Active' },
  { id: '2e7b1d4f-8053-4ca9-b6e2-71f3dac80592', name: 'Stat_Server', type: 'Reporting', state: 'Active' },
  { id: '3f8c2e50-9164-4dba-87f3-8204ebd916a3', name: 'InteractionServer', type: 'MultiMediaState', state: 'Active' },
  { id: '409d3f61-a275-4ecb-9804-9315fcea27b4', name: 'UCS', type: 'MultiMediaContent', state: 'Active' },
  { id: '51ae4072-b386-4fdc-a915-a4260dfb38c5', name: 'ChatServer', type: 'Chat', state: 'Active' },
];
