import { describe, expect, it } from 'vitest';
import { textLike } from './answers.ts';
import { createRawClient } from './raw-client.ts';
import { startSimulator } from './simulators.ts';

describe('signing in', () => {
  it('tells its version to anybody', async () => {
    const client = createRawClient(await startSimulator(), null);

    const response = await client.get('/diagnostics/version');

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ statusCode: 0, version: textLike(/^8\.5\.2/) });
  });

  it('answers 403 with statusCode 20 to whoever is not signed in', async () => {
    const client = createRawClient(await startSimulator());

    for (const path of ['/me', '/me?subresources=features,devices,channels', '/workbins?fields=*', '/nowhere']) {
      const response = await client.get(path);

      expect(response.status).toBe(403);
      expect(await response.json()).toEqual({ statusCode: 20, statusMessage: 'Access denied' });
    }
  });

  it('refuses a wrong password and an unknown name', async () => {
    const simulator = await startSimulator();

    for (const account of [
      { userName: 'demo', password: 'Demo' },
      { userName: 'nobody', password: 'demo' },
    ]) {
      expect((await createRawClient(simulator, account).signIn()).status).toBe(403);
    }
  });

  it('signs in once by password and then by cookies', async () => {
    const simulator = await startSimulator();
    const client = createRawClient(simulator);

    const first = await client.signIn();
    const second = await client.get('/me');

    expect(first.headers.getSetCookie()).toEqual([
      textLike(/^AWSELB=\w+; Path=\/$/),
      textLike(/^JSESSIONID=\w+; Path=\/; HttpOnly$/),
    ]);
    expect(second.status).toBe(200);
    expect(second.headers.getSetCookie()).toEqual([]);
    expect(simulator.requests.map(({ proof }) => proof)).toEqual(['password', 'cookie']);
  });

  it('gives the user, with child collections only where asked for, and the employee id elsewhere', async () => {
    const simulator = await startSimulator();
    const client = createRawClient(simulator);
    await client.signIn();

    const plain = await client.json(client.get('/me'));
    const full = await client.json(client.get('/me/?subresources=features,devices,calls,chats'));
    const contact = await client.json(client.get(`/contacts/${simulator.me.id}?type=User`));

    expect(plain.user).toMatchObject({ id: simulator.me.id, userName: 'demo', path: `/users/${simulator.me.id}` });
    expect(plain.user).not.toHaveProperty('features');
    expect(plain.user).not.toHaveProperty('employeeId');
    expect(full.user.features.map(({ id }) => id)).toContain('api-multimedia-workitem');
    expect(full.user).toMatchObject({ devices: [], calls: [] });
    expect(full.user).not.toHaveProperty('chats');
    expect(contact.contact).toMatchObject({ employeeId: simulator.me.employeeId, userName: 'demo' });
    expect(new Set([simulator.me.id, simulator.me.userName, simulator.me.employeeId]).size).toBe(3);
  });

  it('names a host in its addresses that nobody can reach', async () => {
    const client = createRawClient(await startSimulator());

    const { user } = await client.json(client.signIn());

    expect(new URL(user.uri).hostname).toMatch(/\.invalid$/);
  });

  it('knows nobody without the cookie of the load balancer', async () => {
    const client = createRawClient(await startSimulator());
    await client.signIn();

    client.cookies.delete('AWSELB');

    expect((await client.get('/me')).status).toBe(403);
  });

  it('takes the former cookie of the load balancer until the new one came back', async () => {
    const simulator = await startSimulator();
    const client = createRawClient(simulator);
    await client.signIn();
    const former = client.cookies.get('AWSELB')!;

    simulator.rotateBalancerCookie();
    const response = await client.get('/me');

    expect(response.status).toBe(200);
    expect(client.cookies.get('AWSELB')).not.toBe(former);
    expect((await client.get('/me')).status).toBe(200);
    client.cookies.set('AWSELB', former);
    expect((await client.get('/me')).status).toBe(403);
  });

  it('forgets an expired sign-in, and takes a new one', async () => {
    const simulator = await startSimulator();
    const client = createRawClient(simulator);
    await client.signIn();

    simulator.expireSignIn();

    expect((await client.get('/me')).status).toBe(403);
    expect((await client.signIn()).status).toBe(200);
    expect((await client.get('/me')).status).toBe(200);
  });

  it('refuses every password while told to, but not the cookie', async () => {
    const simulator = await startSimulator();
    const [signedIn, other] = [createRawClient(simulator), createRawClient(simulator)];
    await signedIn.signIn();

    simulator.faults.on('password-refused');

    expect((await other.signIn()).status).toBe(403);
    expect((await signedIn.get('/me')).status).toBe(200);
  });

  it('wants the password changed', async () => {
    const simulator = await startSimulator();
    simulator.faults.once('password-change');
    const client = createRawClient(simulator);

    expect(await client.json(client.signIn())).toMatchObject({ statusCode: 8 });
    expect((await client.signIn()).status).toBe(200);
  });
});

describe('protection against forged requests', () => {
  it('names the header and the token on reads and wants them on posts', async () => {
    const simulator = await startSimulator({ csrf: { header: 'X-My-Token' } });
    const client = createRawClient(simulator);
    const response = await client.signIn();
    const [name, token] = [response.headers.get('x-csrf-header')!, response.headers.get('x-csrf-token')!];
    const path = `/workbins/${simulator.workbins.Draft.id}`;

    const refused = await client.subscribe(path);
    const wrong = await client.post(path, { operationName: 'Subscribe' }, { [name]: 'wrong' });
    const right = await client.post(path, { operationName: 'Subscribe' }, { [name]: token });

    expect(name).toBe('X-My-Token');
    for (const response of [refused, wrong]) {
      expect(response.status).toBe(403);
      expect(await response.text()).toMatch(/csrf/i);
    }
    expect(right.status).toBe(200);
  });

  it('answers a post about CSRF too where the sign-in has expired', async () => {
    const simulator = await startSimulator({ csrf: true });
    const client = createRawClient(simulator);
    const token = (await client.signIn()).headers.get('x-csrf-token')!;

    simulator.expireSignIn();
    const response = await client.post(
      `/workbins/${simulator.workbins.Draft.id}`,
      { operationName: 'Subscribe' },
      { 'X-CSRF-TOKEN': token },
    );

    expect(response.status).toBe(403);
    expect(await response.text()).toMatch(/csrf/i);
    expect(await client.json(client.get('/me'))).toMatchObject({ statusCode: 20 });
  });

  it('changes the token', async () => {
    const simulator = await startSimulator({ csrf: true });
    const client = createRawClient(simulator);
    const before = (await client.signIn()).headers.get('x-csrf-token');

    simulator.changeCsrfToken();

    expect((await client.get('/me')).headers.get('x-csrf-token')).not.toBe(before);
  });

  it('leaves the CometD endpoint out unless told', async () => {
    const open = createRawClient(await startSimulator({ csrf: true }));
    const guarded = createRawClient(await startSimulator({ csrf: { notifications: true } }));
    await open.signIn();
    const token = (await guarded.signIn()).headers.get('x-csrf-token')!;

    expect((await open.handshake()).successful).toBe(true);
    expect(await (await guarded.post('/notifications', [{ channel: '/meta/handshake' }])).text()).toMatch(/csrf/i);
    guarded.headers['X-CSRF-TOKEN'] = token;
    expect((await guarded.handshake()).successful).toBe(true);
  });

  it('is off unless told', async () => {
    const response = await createRawClient(await startSimulator()).signIn();

    expect(response.headers.get('x-csrf-token')).toBeNull();
  });
});

describe('the front door', () => {
  it('takes 2000 characters of address and no more', async () => {
    const simulator = await startSimulator();
    const client = createRawClient(simulator);
    await client.signIn();
    const path = '/workbins?workbinIds=';
    const room = 2000 - `${simulator.origin}/api/v2${path}`.length;

    expect((await client.get(path + 'a'.repeat(room))).status).toBe(200);
    expect((await client.get(path + 'a'.repeat(room + 1))).status).toBe(414);
  });

  it('refuses and records whatever would change something', async () => {
    const simulator = await startSimulator();
    const client = createRawClient(simulator);
    await client.signIn();
    const { id } = simulator.workbins.InProgress;
    const [item] = simulator.items({ workbin: id });

    const answers = [
      await client.post('/me', { operationName: 'StartContactCenterSession', channels: ['workitem'] }),
      await client.post(`/workbins/${id}`, { operationName: 'PullInteraction', id: item!.id }),
      await client.post(`/me/workbins/${id}?agentGroup=Claims%20Team`, { operationName: 'AddEmail', id: item!.id }),
      await client.send('DELETE', `/api/v2/workbins/${id}`),
    ];

    for (const answer of answers) expect(await answer.json()).toMatchObject({ statusCode: 3 });
    expect(simulator.violations.map(({ method, operation }) => `${method} ${operation}`)).toEqual([
      'POST StartContactCenterSession',
      'POST PullInteraction',
      'POST AddEmail',
      'DELETE null',
    ]);
    expect(simulator.items({ workbin: id })).toContain(item);
  });

  it('keeps a record of requests without credentials', async () => {
    const simulator = await startSimulator();
    const client = createRawClient(simulator);
    await client.open();
    await client.subscribe(`/workbins/${simulator.workbins.Draft.id}`);

    const [me, handshake, topics, connect, subscribe] = simulator.requests;

    expect(me).toMatchObject({ method: 'GET', path: '/api/v2/me', status: 200, operation: null });
    expect(handshake).toMatchObject({ method: 'POST', path: '/api/v2/notifications', channels: ['/meta/handshake'] });
    expect(topics).toMatchObject({ channels: ['/meta/subscribe'] });
    expect(connect).toMatchObject({ path: '/api/v2/notifications/connect', channels: ['/meta/connect'] });
    expect(subscribe).toMatchObject({ operation: 'Subscribe', proof: 'cookie' });
    const kept = JSON.stringify(simulator.requests);
    for (const secret of [...client.cookies.values(), Buffer.from('demo:demo').toString('base64')])
      expect(kept).not.toContain(secret);
  });

  it('answers nobody who calls it by another name', async () => {
    const { port } = await startSimulator();
    const { request } = await import('node:http');

    const status = await new Promise((resolve, reject) => {
      request({ host: '127.0.0.1', port, headers: { host: 'rebound.example.com' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });

    expect(status).toBe(421);
  });
});
