import { WebSocket } from 'ws';
import type { LocalDiscord } from '../../doubles/discord/index.ts';
import { asJson, type Json } from '../../doubles/discord/json.ts';

/** A gateway client without a library, for what libraries hide or wait seconds for. */
export async function aRawClient(discord: LocalDiscord) {
  const answer = await fetch(`${discord.apiUrl}/v10/gateway`);
  const { url } = (await answer.json()) as { readonly url: string };
  const socket = new WebSocket(`${url}/?v=10&encoding=json`);
  const messages: Json[] = [];
  const listeners = new Set<() => void>();
  socket.on('message', (data) => {
    messages.push(asJson(JSON.parse(String(data))));
    for (const listener of listeners) listener();
  });
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  const got = (matches: (message: Json) => boolean): Promise<Json> =>
    new Promise((resolve) => {
      const look = () => {
        const found = messages.find(matches);
        if (found) resolve(found);
      };
      listeners.add(look);
      look();
    });
  await got(({ op }) => op === 10);
  return {
    messages,
    closed,
    send: (op: number, d: unknown) => socket.send(JSON.stringify({ op, d })),
    event: (type: string) => got(({ t }) => t === type),
    op: (wanted: number) => got(({ op }) => op === wanted),
    [Symbol.dispose]: () => socket.terminate(),
  };
}
