import { once } from 'node:events';
import { createConnection, createServer, type AddressInfo, type Socket } from 'node:net';

/** A TCP proxy whose faults are those of networks and servers. */
export interface Proxy {
  readonly port: number;
  /** Passes nothing on, in either direction; connections stay open. */
  readonly freeze: () => void;
  /** Closes all connections, and each new one at once. */
  readonly refuse: () => void;
  /** Passes everything on. */
  readonly heal: () => void;
  readonly close: () => void;
}

/** Starts a proxy to a server. */
export async function startProxy(host: string, port: number): Promise<Proxy> {
  const sockets = new Set<Socket>();
  let mode: 'heals' | 'freezes' | 'refuses' = 'heals';
  const server = createServer((client) => {
    if (mode === 'refuses') {
      client.destroy();
      return;
    }
    const upstream = createConnection({ host, port });
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.on('data', (data) => {
        if (mode === 'heals') to.write(data);
      });
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    freeze: () => (mode = 'freezes'),
    refuse: () => {
      mode = 'refuses';
      cut();
    },
    heal: () => {
      mode = 'heals';
      // What was frozen half-way is of no use to anybody.
      cut();
    },
    close: () => {
      cut();
      server.close();
    },
  };
}
