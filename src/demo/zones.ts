import reverse2001 from './zones/8.b.d.0.1.0.0.2.ip6.arpa.zone';
import reverse198 from './zones/100.51.198.in-addr.arpa.zone';
import reverse203 from './zones/113.0.203.in-addr.arpa.zone';
import anbermedia from './zones/anbermedia.com.zone';
import cmail1 from './zones/cmail1.com.zone';
import coastalKites from './zones/coastal-kites.example.zone';
import coastalSails from './zones/coastal-sails.example.zone';
import cornerBakery from './zones/corner-bakery.example.zone';
import crmCloud from './zones/crm-cloud.example.zone';
import elsewhere from './zones/elsewhere.example.zone';
import fourExchanges from './zones/four-exchanges.example.zone';
import google from './zones/google.com.zone';
import googlemail from './zones/googlemail.com.zone';
import helpdesk from './zones/helpdesk.example.zone';
import hurvabne from './zones/hurvabne.co.uk.zone';
import jermaynepaganochristianism from './zones/jermaynepaganochristianism.com.zone';
import kenfor from './zones/kenfor.com.zone';
import letterpress from './zones/letterpress.example.zone';
import maritimeMuseum from './zones/maritime-museum.example.zone';
import officeCloud from './zones/office-cloud.example.zone';
import shopHost from './zones/shop-host.example.zone';
import textdrive from './zones/textdrive.com.zone';
import ticketOffice from './zones/ticket-office.example.zone';
import twitter from './zones/twitter.com.zone';
import zdsys from './zones/zdsys.com.zone';
import zendesk from './zones/zendesk.com.zone';

/** A zone file that comes with spfx. `origin` is its apex, without final dot. The text is ASCII. */
export type DemoZone = Readonly<{ file: string; origin: string; text: string }>;

/** All zone files of the incidents; together they are one namespace. */
export const demoZones: readonly DemoZone[] = Object.entries({
  '100.51.198.in-addr.arpa': reverse198,
  '113.0.203.in-addr.arpa': reverse203,
  '8.b.d.0.1.0.0.2.ip6.arpa': reverse2001,
  'anbermedia.com': anbermedia,
  'cmail1.com': cmail1,
  'coastal-kites.example': coastalKites,
  'coastal-sails.example': coastalSails,
  'corner-bakery.example': cornerBakery,
  'crm-cloud.example': crmCloud,
  'elsewhere.example': elsewhere,
  'four-exchanges.example': fourExchanges,
  'google.com': google,
  'googlemail.com': googlemail,
  'helpdesk.example': helpdesk,
  'hurvabne.co.uk': hurvabne,
  'jermaynepaganochristianism.com': jermaynepaganochristianism,
  'kenfor.com': kenfor,
  'letterpress.example': letterpress,
  'maritime-museum.example': maritimeMuseum,
  'office-cloud.example': officeCloud,
  'shop-host.example': shopHost,
  'textdrive.com': textdrive,
  'ticket-office.example': ticketOffice,
  'twitter.com': twitter,
  'zdsys.com': zdsys,
  'zendesk.com': zendesk,
}).map(([origin, text]) => ({ file: `${origin}.zone`, origin, text }));
