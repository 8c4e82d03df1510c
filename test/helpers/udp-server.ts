import { createSocket, type Socket } from 'node:dgram';
import { type AskedQuestion, encodeReply, type ReplySpec, readQuestion } from './dns-reply.ts';

/** A DNS server over UDP that can go away, and come back on the same port. */
export type UdpServer = Readonly<{
  /** `127.0.0.1:53`, as the command line wants it. */
  label: string;
  asked: readonly AskedQuestion[];
  /** Begins to answer; at the start it does. */
  rise: () => Promise<void>;
  /** Answers no more, and drops what it was asked. */
  fall: () => Promise<void>;
}>;

/** Starts one on a port, any free one unless told. `latencyMs` is waited before each reply. */
export const startUdpServer = async (
  answer: (question: AskedQuestion) => ReplySpec | 'drop',
  {
    address = '127.0.0.1',
    port = 0,
    latencyMs = 0,
  }: Readonly<{ address?: string; port?: number; latencyMs?: number }> = {},
): Promise<UdpServer> => {
  const asked: AskedQuestion[] = [];
  let socket: Socket | undefined;
  let boundPort = port;
  const rise = async (): Promise<void> => {
    const fresh = createSocket(address.includes(':') ? 'udp6' : 'udp4');
    fresh.on('message', async (query, from) => {
      const question = readQuestion(query, 'udp');
      asked.push(question);
      const reply = answer(question);
      await new Promise((resolve) => setTimeout(resolve, latencyMs));
      if (reply !== 'drop' && socket === fresh)
        fresh.send(encodeReply(question, reply), from.port, from.address);
    });
    await new Promise<void>((resolve, reject) => {
      fresh.once('error', reject);
      fresh.bind(boundPort, address, resolve);
    });
    boundPort = fresh.address().port;
    socket = fresh;
  };
  await rise();
  return {
    label: `${address.includes(':') ? `[${address}]` : address}:${boundPort}`,
    asked,
    rise,
    fall: async () => {
      const old = socket;
      socket = undefined;
      if (old !== undefined) await new Promise<void>((resolve) => old.close(resolve));
    },
  };
};
