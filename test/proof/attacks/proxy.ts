import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** What a proxy does with connections: pass everything on, pass nothing on but keep them open, or refuse new ones. */
type State = 'forwarding' | 'frozen' | 'refusing';

/** A TCP proxy in front of a database or of Redis. */
export interface Proxy {
  /** The URL of the server with the address of the proxy. */
  readonly url: string;
  /** How many connections are open. */
  readonly connections: () => number;
  /** Breaks all connections, as a server that is killed does. */
  readonly cut: () => void;
  /** Passes nothing on in either direction from now on; connections stay open, as when a network is down. */
  readonly freeze: () => void;
  /** Breaks all connections, and refuses new ones. */
  readonly refuse: () => void;
  /** Passes on again, also what was held back. */
  readonly forward: () => void;
  readonly close: () => Promise<void>;
}

/** Starts a proxy in front of the server that a URL names. */
export async function startProxy(serverUrl: string): Promise<Proxy> {
  const target = new URL(serverUrl);
  const usualPort = target.protocol.startsWith('redis') ? 6379 : 5432;
  const pairs = new Set<readonly [Socket, Socket]>();
  let state: State = 'forwarding';

  const hold = (sockets: readonly Socket[]) => {
    for (const socket of sockets) if (state === 'frozen') socket.pause();
  };
  const server = createServer((client) => {
    if (state === 'refusing') {
      client.resetAndDestroy();
      return;
    }
    const upstream = connect(Number(target.port || usualPort), target.hostname);
    const pair = [client, upstream] as const;
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      client.destroy();
      upstream.destroy();
    };
    for (const [from, to] of [pair, [upstream, client] as const]) {
      from.on('data', (chunk) => to.write(chunk));
      from.on('error', end);
      from.on('close', end);
    }
    hold(pair);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(serverUrl);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;

  const cut = () => {
    for (const pair of pairs) for (const socket of pair) socket.resetAndDestroy();
  };
  return {
    url: url.href,
    connections: () => pairs.size,
    cut,
    freeze: () => {
      state = 'frozen';
      for (const pair of pairs) hold(pair);
    },
    refuse: () => {
      state = 'refusing';
      cut();
    },
    forward: () => {
      state = 'forwarding';
      for (const pair of pairs) for (const socket of pair) socket.resume();
    },
    close: async () => {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
