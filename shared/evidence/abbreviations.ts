/**
 * Abbreviations after which a full stop does not end a sentence, in lower case without their last full stop. Only data;
 * all languages in one list, because an answer in one quotes names of another.
 */
const english =
  'mr mrs ms dr prof sr jr st rev hon gen col sgt capt lt no nos vol vols fig figs eq sec ch pp vs etc al approx ' +
  'dept est inc ltd co corp bros e.g i.e cf a.m p.m u.s u.k u.n ph.d m.d b.a m.a ave blvd rd mt ft oz lb lbs hr hrs ' +
  'jan feb mar apr jun jul aug sep sept oct nov dec';
const german =
  'hr fr frl dipl ing bzw ca usw vgl z.b z. b d.h d. h u.a u. a o.ä o. ä s.o s.u i.d.r i. d. r evtl ggf inkl exkl ' +
  'zzgl nr tel str abs art bsp gem max min mind mio mrd std sog u.u z.t z. t zz v.a v. a jh geb';
const romance =
  'sra srta ud uds vd d.ª dª p.ej p. ej pág págs núm art aprox tel av avda c.c ee.uu ee. uu ' +
  'mme mlle mm m.me env ex p.ex c.-à-d cf éd tél bd sig sigg ecc pag dott avv ing';

export const abbreviations: ReadonlySet<string> = new Set(
  // "z. b" is one entry although it holds a space: what precedes its last stop is looked up as it stands.
  [english, german, romance].flatMap((list) => list.match(/\p{L}+\. \p{L}+(?:\. \p{L}+)*|\S+/gu) ?? []),
);
