import type { Resolver } from '../../src/dns/resolver.ts';
import type { Policy, WalkEvent } from '../../src/policy/policy.ts';
import { defaultCaps, type WalkCaps, walkPolicy } from '../../src/policy/walk-policy.ts';
import { type CheckRequest, completeRequest } from '../../src/spf/check-request.ts';
import { ipOf } from './check-table.ts';
import { type MemoryResolver, memoryResolver } from './memory-resolver.ts';
import type { MemoryZone } from './memory-zone.ts';

/** What a walk is asked, where it differs from one of `example.com` without a client. */
export type WalkSpec = Readonly<{ root?: string; request?: CheckRequest; caps?: Partial<WalkCaps> }>;

/** Mail by `alice@example.com` from an address, HELO `mail.example.com`, unless told otherwise. */
export const requestFrom = (
  ip: string,
  fields: Readonly<{ sender?: string; helo?: string; domain?: string }> = {},
): CheckRequest => {
  const whole = completeRequest({ sender: 'alice@example.com', helo: 'mail.example.com', ...fields });
  return { ...whole, domain: whole.domain ?? '', ip: ipOf(ip), receiver: 'unknown', timeSeconds: 0 };
};

/** Walks over any resolver, and keeps the events. */
export const walkOver = async (
  resolver: Resolver,
  { root = 'example.com', request, caps }: WalkSpec = {},
): Promise<Readonly<{ policy: Policy; events: readonly WalkEvent[] }>> => {
  const events: WalkEvent[] = [];
  const policy = await walkPolicy(root, resolver, {
    ...(request === undefined ? {} : { request }),
    caps: { ...defaultCaps, ...caps },
    emit: (event) => events.push(event),
    now: () => 0,
  });
  return { policy, events };
};

/** Walks over zone data. `asked`: every question, as `TXT example.com`, in order. */
export const walkZone = async (
  zone: MemoryZone,
  spec: WalkSpec = {},
): Promise<Readonly<{ policy: Policy; events: readonly WalkEvent[]; asked: MemoryResolver['asked'] }>> => {
  const resolver = memoryResolver(zone);
  return { ...(await walkOver(resolver, spec)), asked: resolver.asked };
};
