function garbageData(workbin: string): readonly unknown[] {
  return [
    null,
    42,
    'text',
    [],
    {},
    { messageType: null },
    { messageType: 'WorkbinShapeShiftedMessage', id: workbin },
    { messageType: 'WorkbinStateChangeMessage' },
    { messageType: 'WorkbinStateChangeMessage', action: 'ItemAdded', id: 7, emailStateResourceV2: [] },
    { messageType: 'WorkbinStateChangeMessage', action: 'ItemAdded', id: workbin, emailStateResourceV2: null },
    {
      messageType: 'WorkbinStateChangeMessage',
      action: 'ItemAdded',
      id: workbin,
      emailStateResourceV2: { id: { nested: true }, userData: 'none' },
    },
    {
      messageType: 'WorkbinStateChangeMessage',
      action: 'ItemExploded',
      id: workbin,
      chatStateResourceV2: { id: '0001GARBAGE00001' },
    },
    { messageType: 'WorkbinSubscriptionStateChangeMessage', id: workbin, stateResource: ['Subscribed'], referenceId: 'twelve' },
    JSON.parse(
      `{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"messageType":"WorkbinStateChangeMessage","action":"ItemAdded","id":${JSON.stringify(workbin)},"emailStateResourceV2":{"id":"__proto__","userData":{"__proto__":{"polluted":true}}}}`,
    ) as unknown,
    { messageType: 'WorkitemStateChangeMessage', notificationType: 'StatusChange', workitem: 'none' },
    { messageType: 'ServiceStateChangeMessage', service: null },
  ];
}

/** Publishes data that no client should trip over on the core topics; `workbin` is an id that exists. */
export function publishGarbage(workbin: string, publish: (topic: string, data: unknown) => void): void {
  for (const topic of ['/v2/me/workbins', '/v2/me/workitems', '/notifications/services']) {
    for (const data of garbageData(workbin)) publish(topic, data);
  }
}
