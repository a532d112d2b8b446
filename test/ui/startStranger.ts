import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** Somebody on this machine who waits for visitors and never answers. */
export interface Stranger {
  /** `127.0.0.1` and the port. */
  readonly host: string;
  /** What each visitor said first: the beginning of a TLS handshake, where it came for https. */
  readonly visits: readonly string[];
  /** Forgets the visits so far. */
  forget(): void;
  stop(): void;
}

/** Starts to listen on 127.0.0.1. Who connects is noted, and let go as soon as it has said something. */
export async function startStranger(): Promise<Stranger> {
  const visits: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.once('data', (chunk: Buffer) => {
      visits.push(chunk.toString('latin1'));
      socket.destroy();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    visits,
    forget: () => visits.splice(0),
    stop: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
