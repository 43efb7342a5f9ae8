/**
 * What was decided about the wire: a version per contract and a short hash per procedure, feed line and stored format.
 * A test compares them with the contracts as they are and fails until someone decides whether a change needs a new
 * version: programs of different ages meet at the hub, and ledgers are read for years.
 */

export interface WireRecord {
  /** Raised when a program of the recorded version can no longer talk to this one. */
  version: number;
  /** Name → first 12 hex characters of the digest of its JSON schemas and route. */
  hashes: Record<string, string>;
}

export const wireRecords = {
  workbench: {
    version: 1,
    hashes: {
      'app.status': 'bd46871e3fdc',
      'app.watch': 'da7b2c311e64',
      'app.openDemo': '7105d486d206',
      'app.rename': 'dabeee6b15c2',
      'files.browse': 'c6c03eb9c87c',
      'sources.inspect': '7dfb97389999',
      'sources.add': '596434ea48fb',
      'sources.list': '134a29dac507',
      'sources.rejected': '46ce526bd790',
      'sources.dimensions': 'c2f280825928',
      'frames.count': '8583c6cf7ae9',
      'frames.preview': '186a480d29c9',
      'audits.list': 'f569bc647534',
      'audits.get': 'ed22821a349b',
      'audits.draw': '36194be9bd0d',
      'audits.manifest': '613a8df8b703',
      'audits.assignments': 'edd377d1b71f',
      'audits.redraw': '40da781d5ffb',
      'audits.close': '4bbae93b1ed8',
      'audits.beginSecondLook': 'd93cf06c4a57',
      'reviews.queue': '95740dcd1fcd',
      'reviews.item': '9d681ef66e0a',
      'reviews.saveDraft': '527e8499c368',
      'reviews.submit': 'de198fb1a48b',
      'reviews.reopen': '3416825638af',
      'reviews.skip': 'e3e05410c67d',
      'reviews.flag': '86786051d925',
      'reviews.visit': '1ac68e1ab41f',
      'reports.get': 'd639d1b3aec2',
      'reports.export': 'bd74d4c1702d',
      'reports.history': 'a0069119a517',
      'reports.compare': '6f2d8866b77d',
      'reports.item': '35a294b81982',
      'reports.explain': 'de71ae612795',
      'sync.status': '3b0916f7515c',
      'sync.connect': '8b9d20a22992',
      'sync.disconnect': '3b0916f7515c',
      'sync.now': '3b0916f7515c',
      'sync.waiting': '84399b7586b8',
      'sync.refusals': 'a91b25eae5cf',
      'sync.verify': '36f45c07553d',
      'ledger.list': 'e68a8f114958',
      'ledger.verify': 'eb0dcd461d43',
      'ledger.export': '6a120559ea74',
      'people.list': '173e4db3a382',
      'settings.get': 'cc5d6cda4bb9',
      'settings.update': '8b64063c43dc',
    },
  },
  hub: {
    version: 1,
    hashes: {
      me: 'cadfbf88d34a',
      'people.list': '0304408a568c',
      'people.create': '291d1d3c0d88',
      'people.revoke': '9e4515c5cfac',
      'contents.missing': 'a0881127f24e',
      'contents.put': '1ed2bf4c7b45',
      'ledgers.head': '822e33e76354',
      'ledgers.push': '623c7186ba45',
      'ledgers.hashes': '004465526697',
      'ledgers.list': 'c58f2dd7e77c',
      'audits.list': 'df4391538a08',
      'audits.report': '058c36780134',
      'feed (query)': 'f20a1f54da20',
      'feed (line)': 'c329b38cdd22',
    },
  },
  ledger: {
    version: 1,
    hashes: {
      wireEvent: 'b7d4459aff92',
      envelope: 'b9584c9d3433',
      manifest: 'cf3918947f1f',
      trace: '01b3ef5899d1',
      sealedFacts: '5fd8ed00bf19',
      'session.opened@1': '1a8a582771fc',
      'audit.planned@1': '154915403657',
      'audit.drawn@1': 'cd9cef2314e5',
      'audit.assigned@1': '930cb41c919c',
      'audit.closed@1': 'cc2938cf7932',
      'audit.secondLookAssigned@1': '88e6b753204d',
      'review.submitted@1': 'cbd1af773e32',
      'review.reopened@1': 'bbb14068edef',
      'item.skipped@1': '3877548db4ff',
      'item.flagged@1': '4d29d10cea32',
      'agreement.measured@1': '2481b72260c1',
    },
  },
} satisfies Record<string, WireRecord>;
