import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readIncidents } from '../../../src/intake/read-incidents.ts';
import { mostPasted } from '../../../src/tui/commands/paste-commands.ts';
import type { CompareClaim } from '../../../src/tui/state/claim.ts';
import { memoryResolver } from '../../helpers/memory-resolver.ts';
import type { MemoryZone } from '../../helpers/memory-zone.ts';
import { demoResolver, driveScreen, type ScreenDriver } from '../../helpers/screen-driver.ts';
import { exploreZone, focusedPane, footerOf } from '../../helpers/zone-screen.ts';

const sample = (name: string): string =>
  readFileSync(new URL(`../../fixtures/intake/${name}`, import.meta.url), 'utf8');

const zone: MemoryZone = {
  'bank.test': 'v=spf1 ip4:192.0.2.0/24 -all',
  'mail.bank.test': 'v=spf1 a -all',
  'shop.test': 'v=spf1 -all',
};

const logLine = (fields: string, result = 'Pass'): string =>
  `policyd-spf[1]: prepend Received-SPF: ${result} (mailfrom) identity=mailfrom; ${fields} receiver=<UNKNOWN>\n`;

const bankLine = logLine('client-ip=192.0.2.7; helo=mail.bank.test; envelope-from=bob@bank.test;');
const shopLine = logLine('client-ip=192.0.2.8; helo=mail.shop.test; envelope-from=a@shop.test;', 'Softfail');

/** As a terminal pastes it: a line break is the key that makes one. */
const pasteInto = async (screen: ScreenDriver, text: string): Promise<ScreenDriver> => {
  screen.controller.paste(text.replaceAll('\n', '\r'));
  await screen.settle();
  await screen.settle();
  return screen;
};

const onStart = async (text: string): Promise<ScreenDriver> =>
  pasteInto(driveScreen(memoryResolver(zone)), text);

const inTree = async (text: string): Promise<ScreenDriver> =>
  pasteInto(await exploreZone(zone, 'shop.test', [{ ip: '203.0.113.1' }]), text);

/** The answer, without the panes. */
const bandOf = (screen: ScreenDriver): string => {
  const rows = screen.rows();
  return rows
    .slice(
      0,
      rows.findIndex((row) => /^[┏╭]/.test(row)),
    )
    .join('\n');
};

describe.each([
  ['the start screen', onStart],
  ['the panes', inTree],
])('pasted into %s', (_, paste) => {
  it('one check is made at once, with what is claimed beside ours', async () => {
    const band = bandOf(await paste(bankLine));
    expect(band).toContain('PASS');
    expect(band).toMatch(/client 192\.0\.2\.7 {3}helo mail\.bank\.test.* from bob@bank\.test/);
    expect(band).toContain('read  policyd-spf log, line 1: claims pass, and so do we.');
  });

  it('a claim that is not ours is told', async () => {
    const band = bandOf(await paste(shopLine));
    expect(band).toContain('claims softfail, but ours is fail.');
  });

  it('several checks are a list, grouped and counted', async () => {
    const screen = await paste(bankLine.repeat(3) + shopLine);
    expect(screen.text()).toContain('Found in the text: 2 checks, most first (o)');
    expect(screen.text()).toMatch(/▶ 3 {2}bank\.test {2}192\.0\.2\.7 {2}pass/);
    expect(screen.text()).toMatch(/ 1 {2}shop\.test {2}192\.0\.2\.8 {2}softfail/);
  });

  it('a domain is explored, or typed', async () => {
    const screen = await paste('bank.test\n');
    if (!screen.text().includes('POLICY')) await screen.press('enter');
    expect(screen.rows()[0]).toContain('bank.test');
  });

  it('a mailbox is the sender', async () => {
    const screen = await paste('bob@bank.test');
    if (screen.rows()[0]?.includes('bank.test') === false) return;
    await screen.press('s');
    expect(screen.text()).toContain('bob@bank.test');
  });

  it('what holds no check is told, with what comes nearest', async () => {
    const screen = await paste('hello\nthe SPF of it all\n');
    expect(footerOf(screen)).toContain(
      'no check found; nearest, line 2: It names SPF, but in no form that is known',
    );
    await screen.press('escape');
    expect(footerOf(screen)).not.toContain('no check');
  });

  it('more than can be read is told', async () => {
    const line = bankLine + shopLine;
    const text = line.repeat(Math.ceil((2 * mostPasted) / line.length));
    const screen = await paste(text);
    expect(footerOf(screen)).toBe(
      `read ${mostPasted} of ${text.length} characters; spfx explore --from-text FILE reads all`,
    );
    expect(screen.text()).toContain('Found in the text: 2 checks');
  });

  it('hostile text is shown as text', async () => {
    const helo = 'x\x1b[2J\u202e.test';
    const fields = (ip: string) => `client-ip=${ip}; helo="${helo}"; envelope-from="<\x07b@bank.test>";`;
    const screen = await paste(logLine(fields('192.0.2.1')) + logLine(fields('192.0.2.2')));
    await screen.press('enter', 'g');
    expect(screen.text()).not.toMatch(/[\x00-\x09\x0b-\x1f\u202e]/);
  });
});

describe('what a text lacks', () => {
  it('as the client is asked for in the form, the rest filled in', async () => {
    const screen = await inTree('Authentication-Results: mx.test; spf=fail smtp.mailfrom=bob@bank.test\n');
    expect(footerOf(screen)).toBe('the text names no client: its address is wanted here');
    expect(screen.text()).toMatch(/━ Simulate/);
    expect(screen.text()).toMatch(/MAIL FROM {3}bob@bank\.test/);
    await screen.type('203.0.113.9');
    expect(bandOf(screen)).toContain('FAIL');
  });

  it('as the domain is taken from what is explored', async () => {
    const screen = await inTree('Received-SPF: pass client-ip=192.0.2.9;\n');
    expect(screen.rows()[0]).toContain('shop.test');
    expect(screen.text()).toMatch(/━ Simulate[\s\S]*Client IP {3}192\.0\.2\.9/);
    expect(footerOf(screen)).toContain('shop.test is taken for the domain');
  });

  it('as the domain is asked for where nothing is explored', async () => {
    const screen = await onStart('Received-SPF: pass client-ip=192.0.2.9;\n');
    expect(footerOf(screen)).toContain('which domain is it about?');
    await screen.type('bank.test');
    await screen.press('enter');
    expect(bandOf(screen)).toContain('client 192.0.2.9');
  });
});

describe('an address', () => {
  it('is the client of what is explored', async () => {
    const band = bandOf(await inTree('192.0.2.200\n'));
    expect(band).toContain('client 192.0.2.200');
  });

  it('waits on the start screen for a domain', async () => {
    const screen = await onStart('192.0.2.7');
    expect(footerOf(screen)).toContain('which domain does it send for?');
    await screen.type('bank.test');
    await screen.press('enter');
    expect(bandOf(screen)).toMatch(/PASS[\s\S]*client 192\.0\.2\.7/);
  });
});

describe('a record', () => {
  const record = '"v=spf1 ip4:203.0.113.0/24 -all"\n';

  it('is tried as a what-if of what is explored, and kept by Enter', async () => {
    const screen = await inTree(record);
    expect(screen.text()).toContain('What if shop.test published');
    expect(bandOf(screen)).toContain('PASS');
    await screen.press('enter');
    expect(bandOf(screen)).toContain('what if shop.test edited: fail → pass');
  });

  it('leaves all as it was after Esc', async () => {
    const screen = await inTree(record);
    await screen.press('escape');
    expect(bandOf(screen)).not.toContain('what if');
  });

  it('waits on the start screen for a domain', async () => {
    const screen = await onStart(record);
    expect(footerOf(screen)).toContain('which domain is the record for?');
    await screen.type('bank.test');
    await screen.press('enter');
    expect(bandOf(screen)).toContain('what if bank.test edited');
  });
});

describe('in a field', () => {
  it.each([['d'], ['/'], [':'], ['s'], ['w']])('opened by %s, what is pasted is text', async (key) => {
    const screen = await exploreZone(zone, 'shop.test');
    await screen.press(key);
    await pasteInto(screen, bankLine);
    expect(screen.rows()[0]).toContain('shop.test');
    expect(screen.text()).not.toContain('Found in the text');
    expect(screen.text()).not.toContain('read  policyd-spf');
  });
});

describe('the list', () => {
  const listed = () => inTree(bankLine.repeat(3) + shopLine.repeat(5));
  const firstRow = (screen: ScreenDriver): string | undefined => /▶ +\d+ {2}(\S+)/.exec(screen.text())?.[1];

  const rows: readonly (readonly [string, readonly string[], string])[] = [
    ['stands on the most frequent', [], 'shop.test'],
    ['goes down by j', ['j'], 'bank.test'],
    ['and up again by k', ['j', 'k'], 'shop.test'],
    ['has an order by domain', ['o'], 'bank.test'],
    ['an order by time', ['o', 'o'], 'shop.test'],
    ['and the first one again', ['o', 'o', 'o'], 'shop.test'],
    ['goes to its end', ['G'], 'bank.test'],
  ];
  it.each(rows)('%s', async (_, keys, domain) => {
    const screen = await listed();
    await screen.press(...keys);
    expect(firstRow(screen)).toBe(domain);
  });

  it('closes by Esc, with what was explored as it was, and p brings it back', async () => {
    const screen = await listed();
    await screen.press('escape');
    expect(screen.text()).not.toContain('Found in the text');
    expect(screen.rows()[0]).toContain('shop.test');
    expect(bandOf(screen)).toContain('client 203.0.113.1');
    await screen.press('p', 'j', 'enter');
    expect(bandOf(screen)).toMatch(/client 192\.0\.2\.7[\s\S]*/);
    await screen.press('p');
    expect(screen.text()).toContain('Found in the text');
  });

  it('is none before anything was pasted', async () => {
    const screen = await exploreZone(zone, 'shop.test');
    await screen.press('p');
    expect(footerOf(screen)).toContain('nothing was pasted yet');
    expect(focusedPane(screen)).toBe('tree');
  });

  it('has the border of a message first, and its other hops with what they are', async () => {
    const screen = await onStart(sample('received-border.txt'));
    expect(screen.text()).toMatch(/▶ 1 {2}werft\.example {2}198\.51\.100\.33 +softfail/);
    expect(screen.text()).toContain('Hop 3 of 4 is the border.');
    expect(screen.text()).toMatch(/hop 4 {2}below the border/);
    await screen.press('G', 'enter', 'g');
    expect(screen.text()).toContain('its client is nobody that the receiver saw.');
  });
});

describe('the log lines of 2007', () => {
  const lines = sample('policyd-spf-2007.txt').trim().split('\n');
  const rows = [
    ['fail', 'jermaynepaganochristianism.com', 0],
    ['permerror', 'anbermedia.com', 1],
  ] as const;
  it.each(rows)('give %s again, of %s', async (result, domain, index) => {
    const screen = await pasteInto(driveScreen(await demoResolver()), lines[index] ?? '');
    expect(screen.rows()[0]).toContain(domain);
    expect(bandOf(screen)).toContain(`line 1: claims ${result}, and so do we.`);
    expect(bandOf(screen)).toContain(`The embedded incident of this client and HELO name is that of`);
  });
});

describe('a claim', () => {
  it('is told no more once another client is looked at', async () => {
    const screen = await inTree(bankLine);
    await screen.press('s', 'ctrl+u');
    await screen.type('203.0.113.5');
    await screen.press('enter');
    expect(bandOf(screen)).not.toContain('claims');
  });

  it('stays beside what is published while a what-if is on', async () => {
    const screen = await inTree(bankLine);
    await screen.press('x');
    expect(bandOf(screen)).toContain('FAIL');
    expect(bandOf(screen)).toContain('claims pass, and so do we.');
  });

  it('has the reasons of a difference, the first in the answer and all in the detail', async () => {
    const compareClaim: CompareClaim = async ({ candidate, evaluation }) => ({
      agreement: candidate.result === evaluation.result ? 'same' : 'differs',
      causes: [
        {
          kind: 'answers-changed',
          strength: 'shown',
          sentence: 'The record has changed since.',
          evidence: 'ttl 300',
          result: 'softfail',
        },
        { kind: 'private-client', strength: 'possible', sentence: 'Another client was judged.' },
      ],
      isComplete: true,
    });
    const screen = driveScreen(memoryResolver(zone), undefined, undefined, { compareClaim });
    await pasteInto(screen, shopLine);
    expect(bandOf(screen)).toMatch(/claims softfail, but ours is fail\. The record has changed since\./);
    await screen.press('g');
    expect(screen.text()).toMatch(/The record has changed since\. That gives[\s\S]*softfail\./);
    expect(screen.text()).toContain('Another client was judged.');
  });
});

describe('incidents that were handed in', () => {
  const handIn = async (text: string): Promise<ScreenDriver> => {
    const screen = driveScreen(memoryResolver(zone));
    screen.controller.openIncidents(readIncidents(text).candidates);
    await screen.settle();
    return screen;
  };

  it('are opened, if there is one', async () => {
    expect(bandOf(await handIn(bankLine))).toContain('claims pass, and so do we.');
  });

  it('wait for their key, if they are all of the domain on the screen', async () => {
    const screen = await exploreZone(zone, 'bank.test', [{ ip: '192.0.2.7' }, { ip: '192.0.2.9' }]);
    const other = bankLine.replace('192.0.2.7', '192.0.2.9');
    screen.controller.openIncidents(readIncidents(bankLine + other).candidates);
    await screen.settle();
    expect(screen.text()).not.toContain('Found in the text');
    expect(screen.text()).toContain('2 clients');
    await screen.press('p');
    expect(screen.text()).toContain('Found in the text: 2 checks');
  });

  it('leave the clients beside the one that is chosen', async () => {
    const screen = await exploreZone(zone, 'bank.test', [{ ip: '192.0.2.7' }]);
    for (const ip of ['192.0.2.9', '192.0.2.10', '192.0.2.9'])
      await pasteInto(screen, bankLine.replace('192.0.2.7', ip));
    expect(bandOf(screen)).toMatch(
      /3 clients {2,}192\.0\.2\.7 \S pass +▶ 192\.0\.2\.9 \S pass +192\.0\.2\.10 \S pass/,
    );
    expect(bandOf(screen)).toContain('claims pass, and so do we.');
  });

  it('are a list over the domain on the screen, if they are of others too', async () => {
    const screen = await exploreZone(zone, 'bank.test', [{ ip: '192.0.2.7' }]);
    screen.controller.openIncidents(readIncidents(bankLine + shopLine).candidates);
    await screen.settle();
    expect(screen.text()).toContain('Found in the text: 2 checks');
    expect(screen.rows()[0]).toContain('bank.test');
  });

  it('are a list, if there are several', async () => {
    expect((await handIn(bankLine + shopLine)).text()).toContain('Found in the text: 2 checks');
  });
});
