import { domainOfMailbox } from '../intake/read-address.ts';

/** A sender that a forwarder wrote into its own. `original`: the mailbox that the mail came from; of SRS1, without a
 *  mailbox, undefined. `scheme`: how it was written. */
export type ForwardedSender = Readonly<{
  scheme: 'SRS0' | 'SRS1' | '+caf_';
  forwarder: string;
  original: string | undefined;
}>;

/** No mailbox is longer (RFC 5321 §4.5.3.1), though SRS makes some longer than that. */
const mostCharacters = 1024;

/** Reads the Sender Rewriting Scheme (`SRS0=hash=time=domain=local@forwarder`, `SRS1=hash=first==…@forwarder`) and Gmail's
 *  own (`who+caf_=to=where@domain`). Undefined of any other mailbox. */
export const readForwardedSender = (mailbox: string): ForwardedSender | undefined => {
  const forwarder = domainOfMailbox(mailbox);
  if (forwarder === undefined || forwarder === '' || mailbox.length > mostCharacters) return undefined;
  const local = mailbox.slice(0, -forwarder.length - 1);
  // SRS1 wraps what another forwarder wrote: its rest is an SRS0 without the tag.
  const srs1 = /^SRS1[=+-][^=]*=([^=]+)=(.*)$/i.exec(local);
  const srs0 = /^SRS0[=+-](.*)$/i.exec(local)?.[1] ?? srs1?.[2]?.replace(/^[=+-]/, '');
  if (srs0 !== undefined) {
    const parts = /^[^=]*=[^=]*=([^=]+)=(.+)$/.exec(srs0);
    if (parts === null && srs1 === null) return undefined;
    const original = parts === null ? undefined : `${parts[2]}@${parts[1]}`;
    return { scheme: srs1 === null ? 'SRS0' : 'SRS1', forwarder, original };
  }
  const caf = /^([^+]+)\+caf_=[^=]+=[^=]+$/.exec(local);
  return caf === null ? undefined : { scheme: '+caf_', forwarder, original: undefined };
};
