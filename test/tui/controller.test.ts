import { describe, expect, it } from 'vitest';
import { incidents } from '../../src/demo/incidents.ts';
import type { Resolver } from '../../src/dns/resolver.ts';
import type { ClientTexts } from '../../src/tui/state/client-form.ts';
import { demoResolver, driveScreen, type ScreenDriver } from '../helpers/screen-driver.ts';

const nobody: ClientTexts = { ip: '', helo: '', sender: '' };

const explored = async (
  domain: string,
  client: Partial<ClientTexts> = {},
  size = { columns: 120, rows: 40 },
) => {
  const screen = driveScreen(await demoResolver(), size);
  screen.controller.explore(domain, { ...nobody, ...client });
  await screen.settle();
  return screen;
};

describe('the first screen', () => {
  it('tells the whole story of a missing space without a key', async () => {
    const screen = await explored('anbermedia.com', { ip: '72.11.154.232', helo: 'mail.anbermedia.com' });
    expect(screen.rows().slice(0, 7)).toMatchInlineSnapshot(`
      [
        " spfx  anbermedia.com                                                                  resolver 127.0.0.1:53  2 queries",
        " ✗ PERMERROR  The record of anbermedia.com has a syntax error: a space is missing before "-all". RFC 7208 §4.6.1",
        "   v=spf1 ip4:72.11.154.128/25-all",
        "                              ▲▲▲ a space is missing before "-all" (column 28)",
        "   fix   v=spf1 ip4:72.11.154.128/25 -all   would give 72.11.154.232 pass by ip4:72.11.154.128/25",
        " client 72.11.154.232   helo mail.anbermedia.com - none   from postmaster@anbermedia.com ✗ permerror",
        " lookups ░░░░░░░░░░ 0 now, 0 worst/10   void ░░ 0/2",
      ]
    `);
  });

  it('stands on the term that decided', async () => {
    const screen = await explored('jermaynepaganochristianism.com', { ip: '65.254.160.36' });
    expect(screen.selected()).toMatch(/^✗ -all +MATCH fail$/);
  });

  it('opens what the check went through and leaves the rest closed', async () => {
    const screen = await explored('twitter.com', { ip: '2001:db8:6::25' });
    expect(screen.text()).toMatch(/▸ {3}include:aspmx\.googlemail\.com +\+1 +past the limit/);
  });

  it('shows every incident with the result that it is there for', async () => {
    for (const { domain, clients } of incidents)
      for (const { ip, helo, sender = '', expect: result } of clients) {
        const screen = await explored(domain, { ip, helo, sender });
        expect(screen.rows()[1]).toContain(` ${result.toUpperCase()}  `);
      }
  });

  it('tells how the policy stands where no client is named', async () => {
    const screen = await explored('google.com');
    expect(screen.rows()[1]).toContain(
      'POLICY  4 terms, 4 further records; if nothing matches, 4 of 10 lookups, 0 of 2 voids.',
    );
    expect(screen.text()).toContain('none named; s simulates one');
  });

  it('breaks no name in the sentence that fits into a line', async () => {
    for (const columns of [25, 30, 33, 40, 60]) {
      const client = { ip: '2a01:261:e80:4800::1' };
      const screen = await explored('four-exchanges.example', client, { columns, rows: 20 });
      const sentence = screen.rows().slice(1, 8).join('');
      expect(columns < 26 ? sentence.replaceAll(' ', '') : sentence).toContain('four-exchanges.example');
      expect(sentence).not.toMatch(/four-\S+ (nges|example)/);
    }
  });

  it('shows the answer of an explanation with the term that asked for it', async () => {
    const screen = await explored('maritime-museum.example', { ip: '203.0.113.77' });
    await screen.press('down');
    expect(screen.selected()).toMatch(/^· exp=/);
    expect(screen.text()).toContain('TXT why._spf.maritime-museum.example  NOERROR');
  });

  it('says why a domain cannot be checked, and asks nothing', async () => {
    const screen = await explored('localhost');
    expect(screen.text()).toContain('"localhost" cannot be checked: it has one label only');
    expect(screen.text()).toContain('0 queries');
  });
});

describe('moving in the tree', () => {
  const google = () => explored('google.com');
  const rows: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['down', ['down'], /include:_spf\.google\.com/],
    ['down, then up', ['j', 'k'], /v=spf1 {2}google\.com/],
    ['to the end', ['G'], /~all/],
    ['to the end and back', ['end', 'home'], /v=spf1 {2}google\.com/],
    ['into an open include', ['down', 'right'], /include:_netblocks\.google\.com/],
    ['to the parent', ['down', 'down', 'down', 'left', 'left'], /^▸.*include:_netblocks/],
    ['to the next term of the record', ['down', 'J'], /ip4:216\.73\.93\.70\/31/],
    ['to the term before', ['down', 'J', 'K'], /include:_spf\.google\.com/],
    ['a page down', ['pagedown'], /ip4|ip6|include|~all/],
  ];
  it.each(rows)('%s', async (_, keys, expected) => {
    const screen = await google();
    await screen.press(...keys);
    expect(screen.selected()).toMatch(expected);
  });

  it('closes and opens a record under the cursor', async () => {
    const screen = await google();
    await screen.press('down', ' ');
    expect(screen.text()).not.toContain('ip6:2001:4860');
    await screen.press(' ');
    expect(screen.text()).toContain('ip6:2001:4860');
    await screen.press('c');
    expect(screen.text()).not.toContain('ip6:2001:4860');
    await screen.press('e');
    expect(screen.text()).toContain('ip6:2001:4860');
  });

  it('keeps the cursor and what was opened when DNS is asked again', async () => {
    const screen = await google();
    await screen.press('down', 'down', ' ', 'down');
    const before = screen.text();
    await screen.press('r');
    const withoutHeader = (text: string) => text.replace(/^.*\n/, '');
    expect(withoutHeader(screen.text())).toBe(withoutHeader(before));
  });

  it('scrolls the detail when that has the focus, and comes back by Esc', async () => {
    const screen = await explored('twitter.com', {}, { columns: 100, rows: 16 });
    await screen.press('tab', 'down', 'down');
    expect(screen.selected()).toMatch(/v=spf1/);
    await screen.press('escape', 'down');
    expect(screen.selected()).toMatch(/ip4:199/);
  });
});

describe('the simulation', () => {
  it('checks while the client is typed', async () => {
    const screen = await explored('anbermedia.com');
    await screen.press('s');
    await screen.type('72.11.154.232');
    expect(screen.rows()[1]).toContain('PERMERROR');
    expect(screen.text()).toContain('Simulate');
    await screen.press('enter');
    expect(screen.text()).not.toContain('Simulate');
    expect(screen.text()).toContain('client 72.11.154.232');
  });

  it('says what is wrong with an address that is not one, and keeps the last check', async () => {
    const screen = await explored('hurvabne.co.uk', { ip: '76.73.88.10' });
    await screen.press('s', 'ctrl+u');
    await screen.type('300.1.2.3');
    expect(screen.text()).toContain('300.1.2.3 is no IP address');
    await screen.press('enter');
    expect(screen.text()).toContain('Simulate');
  });

  it('takes back what was typed on Esc', async () => {
    const screen = await explored('hurvabne.co.uk', { ip: '76.73.88.10' });
    const answer = () => screen.rows().slice(1, 20).join('\n');
    const before = answer();
    await screen.press('s', 'ctrl+u');
    await screen.type('192.0.2.1');
    expect(screen.rows()[1]).toContain('SOFTFAIL');
    await screen.press('escape');
    expect(answer()).toBe(before);
  });

  it('changes HELO and sender in their own fields', async () => {
    const screen = await explored('hurvabne.co.uk', { ip: '76.73.88.10' });
    await screen.press('s', 'tab');
    await screen.type('a.example');
    await screen.press('tab');
    await screen.type('b@c.example');
    await screen.press('enter');
    expect(screen.text()).toContain('helo a.example - none   from b@c.example ✓ pass');
  });

  it('takes a pasted address, and only its first line', async () => {
    const screen = await explored('hurvabne.co.uk');
    await screen.press('s');
    screen.controller.paste('76.73.88.10\nrm -rf\n');
    await screen.settle();
    expect(screen.rows()[1]).toContain('PASS');
  });
});

describe('another domain', () => {
  it('is explored with the same client', async () => {
    const screen = await explored('hurvabne.co.uk', { ip: '76.73.88.10' });
    await screen.press('d');
    await screen.type('google.com');
    await screen.press('enter');
    expect(screen.rows()[0]).toContain('google.com');
    expect(screen.text()).toContain('client 76.73.88.10');
    expect(screen.rows()[1]).toContain('SOFTFAIL');
  });
});

describe('a check that waits for the typing to rest', () => {
  it('is called off by another domain', async () => {
    const screen = await explored('maritime-museum.example', { ip: '203.0.113.77' });
    // All in one go, so that nothing that waits has come to its turn.
    for (const key of ['s', 'ctrl+u', ...'203.0.113.78', 'enter', 'd', ...'google.com', 'enter'])
      screen.controller.press(key);
    await screen.settle();
    expect(screen.rows()[0]).toContain('google.com');
    expect(screen.rows()[1]).toContain('SOFTFAIL');
    expect(screen.text()).toContain('client 203.0.113.78   helo google.com');
  });
});

describe('the start screen', () => {
  it('takes a domain', async () => {
    const screen = driveScreen(await demoResolver());
    await screen.type('google.com');
    await screen.press('enter');
    expect(screen.rows()[0]).toContain('google.com');
  });

  it('offers the incidents and tells the story of the chosen one', async () => {
    const screen = driveScreen(await demoResolver());
    await screen.press('down');
    expect(screen.text()).toContain(incidents[0]?.story.slice(0, 40));
    await screen.press('enter');
    expect(screen.rows()[0]).toContain(incidents[0]?.domain);
    expect(screen.rows()[0]).toContain('demo data');
    expect(screen.rows()[1]).toContain('PERMERROR');
  });

  it('does nothing on Enter in an empty field', async () => {
    const screen = driveScreen(await demoResolver());
    const before = screen.text();
    await screen.press('enter');
    expect(screen.text()).toBe(before);
  });
});

describe('the help', () => {
  it('lies over the panes, scrolls, and goes on Esc', async () => {
    const screen = await explored('google.com', {}, { columns: 80, rows: 12 });
    await screen.press('?', 'down');
    expect(screen.text()).toContain('Keys');
    await screen.press('escape');
    expect(screen.text()).toContain('1 Record');
  });
});

describe('while DNS is out', () => {
  const never: Resolver = { resolve: () => new Promise(() => {}) };

  it('says what it waits for, and takes every key at once', async () => {
    const screen = driveScreen(never);
    screen.controller.explore('a.example', { ...nobody, ip: '192.0.2.1' });
    await screen.settle();
    expect(screen.text()).toContain('Waiting for TXT a.example.');
    expect(screen.text()).toContain('1 query, 1 out');
    expect(screen.controller.isWaiting()).toBe(true);
    await screen.press('?');
    expect(screen.text()).toContain('Keys');
    await screen.press('q');
    expect(screen.commands).toEqual(['quit']);
  });
});

/** Ways from the tree to everything that may stand on the screen, and the keys back. */
const states: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['the tree', [], []],
  ['the form', ['s'], ['escape']],
  ['the form with a complaint', ['s', 'x'], ['escape']],
  ['the domain', ['d', ...'xn--'], ['escape']],
  ['the help', ['?', 'pagedown'], ['escape']],
  ['a search', ['/', 'a'], ['escape']],
  ['the palette', [':', 'c', 'down'], ['escape']],
  ['the palette with nothing', [':', '%'], ['escape']],
  ['the editor', ['w', 'x'], ['escape']],
  ['an edit', ['G', 'x'], ['u']],
  ['a message', ['n'], []],
  ['a count', ['7'], ['escape']],
  ...(['1', '2', '3', '4'] as const).flatMap((key): typeof states => [
    [`pane ${key}`, ['escape', key, 'G'], ['escape']],
    [`pane ${key} zoomed`, ['escape', key, 'z'], ['z', 'escape']],
  ]),
  ['this check alone', ['v'], ['escape']],
  ['lookups alone', ['v', 'v'], ['escape']],
  ['problems alone, zoomed', ['v', 'v', 'v', 'z'], ['z', 'escape']],
  ['what was found', ['/', 'a', 'enter'], ['/', 'enter']],
];

describe('any size', () => {
  const sizes = [20, 21, 33, 59, 60, 80, 99, 100, 120, 179, 180, 200, 300].flatMap((columns) =>
    [5, 9, 13, 15, 24, 50, 100].map((rows) => ({ columns, rows })),
  );

  const wantsFilledScreens = (screen: ScreenDriver, what: string): void => {
    for (const size of sizes) {
      screen.controller.resize(size);
      const { lines } = screen.controller.draw();
      const widths = lines.map((line) => line.map(({ text }) => text).join('').length);
      const isFilled = widths.length === size.rows && widths.every((width) => width === size.columns);
      if (!isFilled) expect.fail(`${what} at ${size.columns}x${size.rows}:\n${screen.text()}`);
    }
  };

  it('is filled to the cell, on every incident, in every state', async () => {
    for (const [index, { domain, clients }] of incidents.slice(0, 6).entries()) {
      const [{ ip }] = clients;
      const several = [
        { ip, expected: 'fail' as const },
        { ip: '2001:db8::1', label: 'six' },
      ];
      const some: readonly Partial<ClientTexts>[] = [[{ ip }], [{}], several][index % 3] ?? [];
      const screen = driveScreen(await demoResolver());
      screen.controller.explore(domain, ...some.map((client) => ({ ...nobody, ...client })));
      await screen.settle();
      for (const [name, there, back] of states) {
        await screen.press(...there);
        wantsFilledScreens(screen, `${domain}, ${name}`);
        screen.controller.resize({ columns: 120, rows: 40 });
        await screen.press(...back);
      }
      screen.controller.stop();
    }
  }, 60_000);

  it('is filled to the cell on the start screen', async () => {
    const screen = driveScreen(await demoResolver());
    for (const keys of [[], ['down'], ['up', ...'a.example']]) {
      await screen.press(...keys);
      wantsFilledScreens(screen, `the start screen after ${keys}`);
    }
  });

  it('says so when it is too small', async () => {
    const screen = await explored('google.com', {}, { columns: 19, rows: 4 });
    expect(screen.text()).toContain('too small');
  });
});

describe('the clocks of a screen that waits', () => {
  it('go on five times a second, and after some seconds once', async () => {
    let laterMs = 0;
    const now = (): number => Date.UTC(2026, 0, 1) + laterMs;
    const mute: Resolver = { resolve: () => new Promise(() => {}) };
    const { controller, settle } = driveScreen(mute, undefined, undefined, { now });
    expect(controller.tickMs()).toBeUndefined();
    controller.explore('a.test');
    await settle();
    expect(controller.tickMs()).toBe(200);
    laterMs = 6000;
    expect(controller.tickMs()).toBe(1000);
  });
});
