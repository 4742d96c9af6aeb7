import type { Language } from '@quittance/shared/language.ts';

// What the demo merchant sells: plants for offices, and the care of them.

type Wording = Record<Language, string>;

export type SeedItem = {
  name: Wording;
  unitCode: string;
  /** In the entity's own currency; the same number in another one. */
  priceMinor: number;
  /** Belgium taxes plants at the reduced rate. */
  isPlant: boolean;
};

export const catalogue = {
  care: item('MON', 14_900, {
    nl: 'Huur en onderhoud beplanting',
    fr: 'Location et entretien des plantes',
    de: 'Miete und Pflege der Bepflanzung',
    en: 'Plant rental and care',
    es: 'Alquiler y cuidado de plantas',
    it: 'Noleggio e cura delle piante',
  }),
  visit: item('HUR', 5800, {
    nl: 'Verzorgingsbeurt',
    fr: 'Visite d’entretien',
    de: 'Pflegebesuch',
    en: 'Care visit',
    es: 'Visita de cuidado',
    it: 'Visita di manutenzione',
  }),
  travel: item('KMT', 48, {
    nl: 'Verplaatsing',
    fr: 'Déplacement',
    de: 'Anfahrt',
    en: 'Travel',
    es: 'Desplazamiento',
    it: 'Trasferta',
  }),
  design: item('HUR', 8500, {
    nl: 'Beplantingsplan',
    fr: 'Plan de plantation',
    de: 'Bepflanzungsplan',
    en: 'Planting plan',
    es: 'Plan de plantación',
    it: 'Progetto del verde',
  }),
  moss: item('MTK', 46_500, {
    nl: 'Moswand, gestabiliseerd mos',
    fr: 'Mur de mousse stabilisée',
    de: 'Mooswand, stabilisiertes Moos',
    en: 'Moss wall, preserved moss',
    es: 'Pared de musgo preservado',
    it: 'Parete di muschio stabilizzato',
  }),
  planter: item('C62', 18_950, {
    nl: 'Plantenbak met waterreservoir, 60 x 60 cm',
    fr: 'Bac à réserve d’eau, 60 x 60 cm',
    de: 'Pflanzgefäß mit Wasserspeicher, 60 x 60 cm',
    en: 'Self-watering planter, 60 x 60 cm',
    es: 'Maceta con reserva de agua, 60 x 60 cm',
    it: 'Fioriera con riserva d’acqua, 60 x 60 cm',
  }),
  kentia: plant(16_500, {
    nl: 'Kentiapalm, 200 cm',
    fr: 'Palmier kentia, 200 cm',
    de: 'Kentiapalme, 200 cm',
    en: 'Kentia palm, 200 cm',
    es: 'Palmera kentia, 200 cm',
    it: 'Palma kentia, 200 cm',
  }),
  ficus: plant(9950, {
    nl: 'Ficus lyrata, 150 cm',
    fr: 'Ficus lyrata, 150 cm',
    de: 'Geigenfeige, 150 cm',
    en: 'Fiddle-leaf fig, 150 cm',
    es: 'Ficus lyrata, 150 cm',
    it: 'Ficus lyrata, 150 cm',
  }),
  monstera: plant(6450, {
    nl: 'Monstera, 90 cm',
    fr: 'Monstera, 90 cm',
    de: 'Monstera, 90 cm',
    en: 'Monstera, 90 cm',
    es: 'Monstera, 90 cm',
    it: 'Monstera, 90 cm',
  }),
  delivery: item('C62', 4500, {
    nl: 'Levering en plaatsing',
    fr: 'Livraison et installation',
    de: 'Lieferung und Aufstellung',
    en: 'Delivery and placing',
    es: 'Entrega y colocación',
    it: 'Consegna e posa',
  }),
} satisfies Record<string, SeedItem>;

export type SeedItemName = keyof typeof catalogue;

export function termsPhrase(language: Language, days: number): string {
  const phrase = {
    nl: `Betaalbaar binnen ${days} dagen`,
    fr: `Payable à ${days} jours`,
    de: `Zahlbar innerhalb von ${days} Tagen`,
    en: `${days} days net`,
    es: `Pago a ${days} días`,
    it: `Pagamento a ${days} giorni`,
  };
  return phrase[language];
}

export const phrases = {
  discount: {
    nl: 'Projectkorting',
    fr: 'Remise projet',
    de: 'Projektrabatt',
    en: 'Project discount',
    es: 'Descuento de proyecto',
    it: 'Sconto progetto',
  },
  credited: { nl: 'Creditering', fr: 'Avoir', de: 'Korrektur', en: 'Credit', es: 'Abono', it: 'Accredito' },
  thanks: {
    nl: 'Dank u voor uw vertrouwen.',
    fr: 'Merci de votre confiance.',
    de: 'Vielen Dank für Ihr Vertrauen.',
    en: 'Thank you for your business.',
    es: 'Gracias por su confianza.',
    it: 'Grazie per la Sua fiducia.',
  },
  deposit: {
    nl: 'Het voorschot is verrekend.',
    fr: 'L’acompte a été déduit.',
    de: 'Die Anzahlung ist verrechnet.',
    en: 'Your deposit has been taken off.',
    es: 'Se ha descontado el anticipo.',
    it: 'L’acconto è stato detratto.',
  },
} satisfies Record<string, Wording>;

function plant(priceMinor: number, name: Wording): SeedItem {
  return { ...item('C62', priceMinor, name), isPlant: true };
}

function item(unitCode: string, priceMinor: number, name: Wording): SeedItem {
  return { name, unitCode, priceMinor, isPlant: false };
}
