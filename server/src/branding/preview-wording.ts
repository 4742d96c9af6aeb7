import type { Language } from '@quittance/shared/language.ts';

export type PreviewWords = {
  title: string;
  endsAt: string;
  landing: string;
  mail: string;
  paper: string;
  /** Of the sample invoice. */
  customer: string;
  lines: readonly [string, string];
};

export const previewWords: Record<Language, PreviewWords> = {
  en: {
    title: 'Preview',
    endsAt: 'Not saved. This link ends at',
    landing: 'Page behind a mailed link',
    mail: 'Mail',
    paper: 'First page of the PDF',
    customer: 'Sample Customer Ltd',
    lines: ['Consulting', 'Travel'],
  },
  nl: {
    title: 'Voorbeeld',
    endsAt: 'Niet opgeslagen. Deze link vervalt om',
    landing: 'Pagina achter een gemailde link',
    mail: 'Mail',
    paper: 'Eerste bladzijde van de pdf',
    customer: 'Voorbeeldklant bv',
    lines: ['Advies', 'Verplaatsing'],
  },
  fr: {
    title: 'Aperçu',
    endsAt: 'Non enregistré. Ce lien expire à',
    landing: 'Page derrière un lien envoyé',
    mail: 'E-mail',
    paper: 'Première page du PDF',
    customer: 'Client Exemple SARL',
    lines: ['Conseil', 'Déplacement'],
  },
  de: {
    title: 'Vorschau',
    endsAt: 'Nicht gespeichert. Dieser Link endet um',
    landing: 'Seite hinter einem gemailten Link',
    mail: 'E-Mail',
    paper: 'Erste Seite des PDF',
    customer: 'Musterkunde GmbH',
    lines: ['Beratung', 'Anfahrt'],
  },
  es: {
    title: 'Vista previa',
    endsAt: 'Sin guardar. Este enlace caduca a las',
    landing: 'Página tras un enlace enviado',
    mail: 'Correo',
    paper: 'Primera página del PDF',
    customer: 'Cliente de Ejemplo S.L.',
    lines: ['Asesoramiento', 'Desplazamiento'],
  },
  it: {
    title: 'Anteprima',
    endsAt: 'Non salvato. Questo link scade alle',
    landing: 'Pagina dietro un link inviato',
    mail: 'E-mail',
    paper: 'Prima pagina del PDF',
    customer: 'Cliente Esempio S.r.l.',
    lines: ['Consulenza', 'Trasferta'],
  },
};
