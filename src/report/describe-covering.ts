import type { Covering } from '../policy/address-coverage.ts';
import { formatIpAddress, formatIpNetwork } from '../spf/ip-address.ts';
import { escapeOctets } from './escape-text.ts';

/** What it rests on that a term matches an address, to stand behind a colon; safe to print. */
export const describeCovering = (covering: Covering): string => {
  switch (covering.kind) {
    case 'network':
      return `it is in ${formatIpNetwork(covering.network)}`;
    case 'address':
      return `${escapeOctets(covering.host)} has the address ${formatIpAddress(covering.address)}`;
    case 'exists':
      return `${escapeOctets(covering.name)} exists`;
    case 'name':
      return `its name is ${escapeOctets(covering.name)}`;
    case 'include':
    case 'redirect':
      return `it passes the record of ${escapeOctets(covering.domain)}, by ${escapeOctets(covering.by.term.text)}`;
  }
};
