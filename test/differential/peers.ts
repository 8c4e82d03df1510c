import { execFile } from 'node:child_process';
import { Resolver as CaresResolver } from 'node:dns/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { spf as mailauthSpf } from 'mailauth/lib/spf/index.js';
import { startZoneServer, type ZoneServer } from '../helpers/zone-server.ts';
import type { Client, DifferentialCase } from './cases.ts';
import { startLineProcess } from './peer-process.ts';

/** The evaluators that spfx is compared with in random cases. */
export type PeerName = 'pyspf' | 'Mail::SPF' | 'mailauth';

/** What an evaluator says. `result` is one of the seven, or `exception` when it broke down. `text` is its reason; of a
 *  fail the domain's explanation, if the evaluator gives any. `asked` are its questions in order, as `TXT a.example`. */
export type PeerVerdict = Readonly<{ result: string; text: string; asked: readonly string[] }>;

/** An evaluator with a DNS server of its own. One case at a time. */
export type Peer<Name extends string = PeerName> = Readonly<{
  name: Name;
  givesExplanations: boolean;
  check: (differentialCase: DifferentialCase) => Promise<PeerVerdict>;
  close: () => Promise<void>;
}>;

type Ask = (client: Client) => Promise<Readonly<{ result: string; text: string }>>;

const overServer = <Name extends string>(
  name: Name,
  givesExplanations: boolean,
  server: ZoneServer,
  ask: Ask,
  stop: () => void = () => {},
): Peer<Name> => ({
  name,
  givesExplanations,
  check: async ({ zone, client }) => {
    server.serve(zone);
    const before = server.asked.length;
    const said = await ask(client);
    return {
      ...said,
      asked: server.asked.slice(before).map((question) => `${question.type} ${question.name}`),
    };
  },
  close: async () => {
    stop();
    await server.close();
  },
});

const startScript = async <Name extends string>(
  name: Name,
  command: string,
  script: string,
  args: readonly string[] = [],
): Promise<Peer<Name>> => {
  const server = await startZoneServer({});
  const path = join(process.cwd(), 'test/differential', script);
  const { ask, close } = startLineProcess(command, [path, String(server.address.port), ...args]);
  // The scripts print nothing but such objects.
  return overServer(
    name,
    true,
    server,
    async (client) => JSON.parse(await ask(JSON.stringify(client))),
    close,
  );
};

const startMailauth = async (): Promise<Peer> => {
  const server = await startZoneServer({});
  const resolver = new CaresResolver({ timeout: 5000, tries: 1 });
  resolver.setServers([`${server.address.address}:${server.address.port}`]);
  return overServer('mailauth', false, server, async ({ ip, helo, sender, receiver }) => {
    try {
      const { status } = await mailauthSpf({
        ip,
        helo,
        sender,
        mta: receiver,
        resolver: resolver.resolve.bind(resolver),
      });
      return { result: status.result, text: String(status.comment ?? '') };
    } catch (error) {
      // What escapes from the evaluator ends a receiver's check as well.
      return { result: 'exception', text: String(error) };
    }
  });
};

/** Starts all of them. The Debian packages spf-tools-python and spf-tools-perl have the first two. */
export const startPeers = async (): Promise<readonly Peer[]> => [
  await startScript('pyspf', '/usr/bin/python3', 'pyspf.py'),
  await startScript('Mail::SPF', '/usr/bin/perl', 'mail-spf.pl'),
  await startMailauth(),
];

/** Starts pyspf in a mode that is not its usual one: `harsh` asks for records of type SPF too, `guess` judges by a record
 *  of its own. */
export const startPyspfMode = <Mode extends 'harsh' | 'guess'>(mode: Mode): Promise<Peer<`pyspf ${Mode}`>> =>
  startScript(`pyspf ${mode}`, '/usr/bin/python3', 'pyspf-modes.py', [mode]);

const runFile = promisify(execFile);

/** Starts libspf2, of the Debian package spfquery. It asks the server of the machine's resolv.conf on port 53, so that
 *  must be the loopback address: for a network and a mount namespace of one's own. */
export const startLibspf2 = async (): Promise<Peer<'libspf2'>> => {
  const server = await startZoneServer({}, { port: 53 });
  return overServer('libspf2', true, server, async ({ ip, helo, sender, receiver }) => {
    const from = sender === '' ? [] : ['-sender', sender];
    const args = ['-ip', ip, '-helo', helo, ...from, '-name', receiver, '-default-explanation', ' '];
    // Its exit code is the result.
    const { stdout } = await runFile('/usr/bin/spfquery.libspf2', args, { timeout: 20_000 }).catch(
      (error: { stdout?: string }) => ({ stdout: error.stdout ?? '' }),
    );
    // Blocks of errors may stand before the result.
    const [result = '', text = ''] = stdout.replace(/StartError\n[\s\S]*?\nEndError\n/g, '').split('\n');
    return { result: /^\w+$/.test(result) ? result : 'no result', text: text.trim() };
  });
};
