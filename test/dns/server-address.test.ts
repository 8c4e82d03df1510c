import { describe, expect, it } from 'vitest';
import { formatServerAddress, parseServerAddress } from '../../src/dns/server-address.ts';

describe('parseServerAddress', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1:53'],
    ['192.0.2.1:5353', '192.0.2.1:5353'],
    ['::1', '[::1]:53'],
    ['::', '[::]:53'],
    ['[::1]', '[::1]:53'],
    ['[::1]:5353', '[::1]:5353'],
    ['::1:5353', '[::1:5353]:53'],
    ['2001:DB8::53', '[2001:DB8::53]:53'],
    ['1:2:3:4:5:6:7:8', '[1:2:3:4:5:6:7:8]:53'],
    ['1:2:3:4:5:6:192.0.2.1', '[1:2:3:4:5:6:192.0.2.1]:53'],
    ['::ffff:192.0.2.1', '[::ffff:192.0.2.1]:53'],
    ['fe80::1%eth0', '[fe80::1%eth0]:53'],
    ['[fe80::1%eth0.7]:53', '[fe80::1%eth0.7]:53'],
    ['192.0.2.1:65535', '192.0.2.1:65535'],
  ])('reads %s as %s', (text, expected) => {
    const server = parseServerAddress(text);
    expect('problem' in server ? server.problem : formatServerAddress(server)).toBe(expected);
  });

  it.each([
    ['', '"" is not an IP address'],
    ['dns.example', '"dns.example" is not an IP address'],
    ['192.0.2', 'not an IP address'],
    ['192.0.2.256', 'not an IP address'],
    ['192.0.2.01', 'not an IP address'],
    ['192.0.2.1%eth0', 'not an IP address'],
    [' 192.0.2.1', 'not an IP address'],
    ['[192.0.2.1]:53', '"192.0.2.1" in brackets is not an IPv6 address'],
    ['[::1', 'not an IP address'],
    ['[::1]x', 'not an IP address'],
    ['::1]:53', 'not an IP address'],
    ['1:2:3:4:5:6:7', 'not an IP address'],
    ['1:2:3:4:5:6:7:8:9', 'not an IP address'],
    ['1:2:3:4:5:6:7:8::', 'not an IP address'],
    ['1::2::3', 'not an IP address'],
    [':::1', 'not an IP address'],
    ['12345::1', 'not an IP address'],
    ['::192.0.2.1:1', 'not an IP address'],
    ['192.0.2.1::', '":" is not a port'],
    ['fe80::1%', 'not an IP address'],
    ['fe80::1%a%b', 'not an IP address'],
    ['192.0.2.1:', '"" is not a port'],
    ['192.0.2.1:0', '"0" is not a port'],
    ['192.0.2.1:65536', '"65536" is not a port'],
    ['192.0.2.1:053', '"053" is not a port'],
    ['192.0.2.1:5x', '"5x" is not a port'],
    ['[::1]:', '"" is not a port'],
  ])('turns %j down, because %s', (text, reason) => {
    expect(parseServerAddress(text)).toEqual({ problem: expect.stringContaining(reason) });
  });
});
