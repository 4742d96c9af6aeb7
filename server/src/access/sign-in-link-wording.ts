import type { Language } from '@quittance/shared/language.ts';

export type SignInLinkWords = {
  title: (entity: string) => string;
  asWhom: (maskedEmail: string) => string;
  signIn: string;
  otherBrowser: string;
  email: string;
  remember: string;
  wrongAddress: string;
  goneTitle: string;
  gone: string;
  sendAgain: string;
  toSignIn: string;
  contact: (entity: string) => string;
  language: string;
  change: string;
};

export const signInLinkWords: Record<Language, SignInLinkWords> = {
  en: {
    title: (entity) => `Sign in to ${entity}`,
    asWhom: (maskedEmail) => `You sign in as ${maskedEmail}.`,
    signIn: 'Sign in',
    otherBrowser:
      'This browser did not ask for the link. Type the e-mail address it was sent to, so that nobody else can use it.',
    email: 'E-mail address',
    remember: 'Stay signed in on this device',
    wrongAddress: 'The link was not sent to this address. Nobody was signed in. Please check it and try again.',
    goneTitle: 'This link no longer works',
    gone: 'It was used already, or it is older than ten minutes. A new one takes a moment.',
    sendAgain: 'Send me a new one',
    toSignIn: 'Ask for a new one',
    contact: (entity) => `Questions? ${entity} is there for you.`,
    language: 'Language',
    change: 'Change',
  },
  nl: {
    title: (entity) => `Aanmelden bij ${entity}`,
    asWhom: (maskedEmail) => `U meldt zich aan als ${maskedEmail}.`,
    signIn: 'Aanmelden',
    otherBrowser:
      'Deze browser heeft de link niet aangevraagd. Typ het e-mailadres waarnaar hij is gestuurd, zodat niemand anders hem kan gebruiken.',
    email: 'E-mailadres',
    remember: 'Op dit apparaat aangemeld blijven',
    wrongAddress:
      'De link is niet naar dit adres gestuurd. Er is niemand aangemeld. Controleer het adres en probeer het opnieuw.',
    goneTitle: 'Deze link werkt niet meer',
    gone: 'Hij is al gebruikt of ouder dan tien minuten. Een nieuwe is zo gestuurd.',
    sendAgain: 'Stuur mij een nieuwe',
    toSignIn: 'Een nieuwe aanvragen',
    contact: (entity) => `Vragen? ${entity} helpt u graag.`,
    language: 'Taal',
    change: 'Wijzigen',
  },
  fr: {
    title: (entity) => `Se connecter à ${entity}`,
    asWhom: (maskedEmail) => `Vous vous connectez en tant que ${maskedEmail}.`,
    signIn: 'Se connecter',
    otherBrowser:
      'Ce navigateur n’a pas demandé le lien. Saisissez l’adresse e-mail à laquelle il a été envoyé, afin que personne d’autre ne puisse l’utiliser.',
    email: 'Adresse e-mail',
    remember: 'Rester connecté sur cet appareil',
    wrongAddress:
      'Le lien n’a pas été envoyé à cette adresse. Personne n’a été connecté. Vérifiez l’adresse et réessayez.',
    goneTitle: 'Ce lien ne fonctionne plus',
    gone: 'Il a déjà été utilisé ou date de plus de dix minutes. En recevoir un nouveau ne prend qu’un instant.',
    sendAgain: 'M’en envoyer un nouveau',
    toSignIn: 'En demander un nouveau',
    contact: (entity) => `Une question ? ${entity} vous répond volontiers.`,
    language: 'Langue',
    change: 'Changer',
  },
  de: {
    title: (entity) => `Anmelden bei ${entity}`,
    asWhom: (maskedEmail) => `Sie melden sich als ${maskedEmail} an.`,
    signIn: 'Anmelden',
    otherBrowser:
      'Dieser Browser hat den Link nicht angefordert. Geben Sie die E-Mail-Adresse ein, an die er gesendet wurde, damit ihn niemand sonst benutzen kann.',
    email: 'E-Mail-Adresse',
    remember: 'Auf diesem Gerät angemeldet bleiben',
    wrongAddress:
      'Der Link wurde nicht an diese Adresse gesendet. Es wurde niemand angemeldet. Bitte prüfen Sie die Adresse und versuchen Sie es erneut.',
    goneTitle: 'Dieser Link funktioniert nicht mehr',
    gone: 'Er wurde schon benutzt oder ist älter als zehn Minuten. Ein neuer ist schnell verschickt.',
    sendAgain: 'Neuen Link senden',
    toSignIn: 'Neuen Link anfordern',
    contact: (entity) => `Fragen? ${entity} hilft Ihnen gern.`,
    language: 'Sprache',
    change: 'Ändern',
  },
  es: {
    title: (entity) => `Iniciar sesión en ${entity}`,
    asWhom: (maskedEmail) => `Inicia sesión como ${maskedEmail}.`,
    signIn: 'Iniciar sesión',
    otherBrowser:
      'Este navegador no ha pedido el enlace. Escriba el correo electrónico al que se envió, para que nadie más pueda usarlo.',
    email: 'Correo electrónico',
    remember: 'Mantener la sesión en este dispositivo',
    wrongAddress:
      'El enlace no se envió a esta dirección. No se ha iniciado ninguna sesión. Revise la dirección y vuelva a intentarlo.',
    goneTitle: 'Este enlace ya no funciona',
    gone: 'Ya se ha usado o tiene más de diez minutos. Uno nuevo llega en un momento.',
    sendAgain: 'Enviarme uno nuevo',
    toSignIn: 'Pedir uno nuevo',
    contact: (entity) => `¿Alguna pregunta? ${entity} le atenderá con gusto.`,
    language: 'Idioma',
    change: 'Cambiar',
  },
  it: {
    title: (entity) => `Accesso a ${entity}`,
    asWhom: (maskedEmail) => `Accede come ${maskedEmail}.`,
    signIn: 'Accedi',
    otherBrowser:
      'Questo browser non ha richiesto il link. Scriva l’indirizzo e-mail a cui è stato inviato, così nessun altro può usarlo.',
    email: 'Indirizzo e-mail',
    remember: 'Resta connesso su questo dispositivo',
    wrongAddress:
      'Il link non è stato inviato a questo indirizzo. Nessuno ha effettuato l’accesso. Controlli e riprovi.',
    goneTitle: 'Questo link non funziona più',
    gone: 'È già stato usato o ha più di dieci minuti. Uno nuovo arriva in un momento.',
    sendAgain: 'Inviatemene uno nuovo',
    toSignIn: 'Richiedi un nuovo link',
    contact: (entity) => `Domande? ${entity} è a Sua disposizione.`,
    language: 'Lingua',
    change: 'Cambia',
  },
};
