import type { MailWords } from './en.ts';

export const nl: MailWords = {
  document: {
    invoice: {
      view: 'Deze factuur bekijken',
      amountLabel: 'Te betalen',
      dueOn: (p) => `Te betalen uiterlijk op ${p.date}`,
      overdue: (p) => `Te betalen uiterlijk op ${p.date}: ${p.days === 1 ? '1 dag' : `${p.days} dagen`} te laat`,
      lateCharges: (p) => `Daarvan is ${p.amount} voor de vertraging. De pagina toont hoe dat bedrag tot stand komt.`,
      allOverdue: (p) => `Alle ${p.count} te late facturen in één keer betalen`,
      signInFirst: 'Voor uw veiligheid wordt u gevraagd zich eerst aan te melden.',
      overduePreheader: (p) => `${p.amount}, te betalen uiterlijk op ${p.date}`,
      nothingDue: 'Er hoeft niets meer te worden betaald',
      pictureText: (p) => `De eerste pagina van factuur ${p.number}`,
      preheader: (p) => `${p.amount}, te betalen uiterlijk op ${p.date}`,
      template: {
        subject: 'Factuur #NUMBER van #ENTITY',
        body: [
          'Geachte #CONTACT,',
          'In de bijlage vindt u factuur #NUMBER van #ISSUE_DATE. U kunt deze ook online bekijken en betalen.',
          '#LINK',
          'Met vriendelijke groet,\n#ENTITY',
        ],
      },
    },
    credit_note: {
      view: 'Deze creditnota bekijken',
      amountLabel: 'Gecrediteerd bedrag',
      nothingToPay: 'U hoeft hiervoor niets te betalen',
      pictureText: (p) => `De eerste pagina van creditnota ${p.number}`,
      preheader: (p) => `${p.amount} gecrediteerd`,
      template: {
        subject: 'Creditnota #NUMBER van #ENTITY',
        body: [
          'Geachte #CONTACT,',
          'In de bijlage vindt u creditnota #NUMBER van #ISSUE_DATE. U kunt deze ook online bekijken.',
          '#LINK',
          'Met vriendelijke groet,\n#ENTITY',
        ],
      },
    },
  },
  signIn: {
    subject: (p) => `Uw code voor ${p.entity}`,
    preheader: (p) => `${p.code} is uw code`,
    title: 'Uw code om aan te melden',
    enterCode: 'Vul deze code in op de pagina waar u die hebt aangevraagd:',
    orLink: 'Of open deze link in dezelfde browser:',
    button: 'Aanmelden',
    validUntil: (p) => `De code en de link werken één keer, tot ${p.time}.`,
    notYou: (p) =>
      `Hebt u dit niet aangevraagd? Dan hoeft u niets te doen: zonder de code wordt niemand aangemeld. ${p.entity} vraagt er nooit naar per telefoon of bericht.`,
  },
  receipt: {
    subject: (p) => `Wij hebben uw betaling van ${p.amount} ontvangen`,
    label: 'Betaling ontvangen',
    greeting: (p) => `Geachte ${p.name},`,
    thanks: 'Dank u voor uw betaling. Wij hebben die als volgt geboekt:',
  },
  returned: {
    subject: (p) => `Uw betaling van ${p.amount} is teruggekomen`,
    label: 'Betaling teruggekomen',
    greeting: (p) => `Geachte ${p.name},`,
    explanation: (p) =>
      `Uw betaling van ${p.date} is niet gelukt: ${p.amount} is naar uw rekening teruggegaan. Wat ermee betaald was, staat weer open:`,
    whatNow:
      'Wilt u opnieuw betalen, eventueel op een andere manier? Weet u niet waarom de betaling is teruggekomen, vraag het dan aan uw bank.',
  },
  failed: {
    subject: (p) => `Uw betaling van ${p.amount} is niet gelukt`,
    label: 'Betaling niet gelukt',
    greeting: (p) => `Geachte ${p.name},`,
    explanation: (p) =>
      `De betaling van ${p.amount} die u op ${p.date} bent gestart, is niet uitgevoerd. Wij hebben geen geld ontvangen. Wat u ermee wilde betalen, staat nog open:`,
    whatNow:
      'Wilt u opnieuw betalen, eventueel op een andere manier? Weet u niet waarom het niet is gelukt, vraag het dan aan uw bank.',
  },
  locked: {
    subject: (p) => `Online betalen is gepauzeerd tot ${p.time}`,
    title: (p) => `Online betalen is gepauzeerd tot ${p.time}`,
    greeting: (p) => `Geachte ${p.name},`,
    explanation: (p) =>
      `Meerdere betaalpogingen na elkaar zijn mislukt. Voor uw veiligheid aanvaarden wij geen nieuwe poging vóór ${p.time}. Voor de mislukte pogingen is niets afgeschreven.`,
    whatNow:
      'U kunt nog altijd per overschrijving betalen. Was u het niet die probeerde te betalen? Laat het ons dan weten.',
  },
  notice: {
    paid: {
      subject: (p) => `${p.customer} heeft ${p.amount} betaald`,
      label: 'Betaling ontvangen',
      unallocated: 'Blijft als tegoed van de klant staan',
      giveBack: (p) =>
        `Er kwam meer binnen dan verschuldigd was. Terugbetalen: via de API (POST /v1/payments/${p.id}/refunds), of op de server: quittance payments refund ${p.id} --amount ${p.amount} --reference …`,
    },
    announced: {
      subject: (p) => `${p.customer} kondigt een overschrijving van ${p.amount} aan`,
      label: 'Overschrijving aangekondigd',
      explanation:
        'De klant zegt dat dit is overgemaakt. Er wordt niets geboekt voordat het onder de referentie binnenkomt.',
    },
    returned: {
      subject: (p) => `Betaling van ${p.amount} door ${p.customer} is teruggekomen`,
      label: 'Betaling teruggekomen',
      explanation: 'De facturen die ermee betaald waren, staan weer open.',
    },
    refundFailed: {
      subject: (p) => `Terugbetaling van ${p.amount} aan ${p.customer} is mislukt`,
      label: 'Terugbetaling mislukt',
      explanation:
        'De bank heeft het geld teruggestuurd. Het betaalt opnieuw wat het had betaald, voor zover dat nog openstaat; de klant heeft het niet ontvangen.',
    },
    locked: {
      subject: (p) => `Betaalpogingen van ${p.customer} zijn geblokkeerd`,
      explanation: (p) =>
        `Meerdere betaalpogingen na elkaar van ${p.contact} zijn mislukt. Online betalen is voor deze contactpersoon geblokkeerd tot ${p.time}. U kunt de blokkering eerder opheffen.`,
    },
  },
  comment: {
    replyAbove: 'Schrijf uw antwoord boven deze regel',
    subject: {
      invoice: (p) => `Nieuw bericht over factuur ${p.number}`,
      credit_note: (p) => `Nieuw bericht over creditnota ${p.number}`,
    },
    notice: {
      invoice: (p) => `${p.customer} schreef over factuur ${p.number}`,
      credit_note: (p) => `${p.customer} schreef over creditnota ${p.number}`,
    },
    written: (p) => `${p.author}, ${p.time}`,
    files: (p) => `Bestanden, in het gesprek: ${p.names}`,
    reply: 'U kunt antwoorden door op dit bericht te antwoorden.',
    replyToCustomer: (p) => `Antwoord op dit bericht, en ${p.customer} ziet uw antwoord.`,
    answerElsewhere: 'Een antwoord op dit bericht gaat per mail naar de klant; het komt niet in het gesprek.',
    filesAttached: (p) => `Bestanden, bijgevoegd: ${p.names}`,
    answerInPortal: (p) =>
      `Om te antwoorden, opent u de pagina met de knop en schrijft u daar. Een antwoord op deze mail gaat als gewone mail naar ${p.email}; het komt niet in het gesprek.`,
    refused: {
      title: {
        invoice: (p) => `Uw antwoord over factuur ${p.number} is niet toegevoegd`,
        credit_note: (p) => `Uw antwoord over creditnota ${p.number} is niet toegevoegd`,
      },
      filesTitle: {
        invoice: (p) => `Er ontbreken bestanden van uw antwoord over factuur ${p.number}`,
        credit_note: (p) => `Er ontbreken bestanden van uw antwoord over creditnota ${p.number}`,
      },
      nothing: 'Wij vonden er geen tekst en geen bestand van u in. Schrijf boven de regel waarmee ons bericht begint.',
      tooLong: 'Het is te lang. Maak het korter, of stuur het als bestand.',
      tooLarge: (p) => `Het is te groot: met alle bestanden mag een bericht ${p.megabytes} MB hebben.`,
      cardNumber:
        'Er lijkt een nummer van een betaalkaart in te staan, dat hier niet mag worden genoteerd. Antwoord opnieuw zonder dat nummer.',
      tooOld: (p) =>
        `Het antwoordt op een bericht dat meer dan ${p.days} dagen oud is. Antwoord op een nieuwer bericht.`,
      unreadable: 'Wij konden het niet lezen. Stuur het opnieuw als gewone tekst.',
      filesRefused: (p) => `Deze bestanden kunnen niet worden toegevoegd: ${p.names}.`,
      filesLeftOut: (p) => `Uw antwoord is toegevoegd, zonder deze bestanden: ${p.names}.`,
      kinds:
        'Mogelijk zijn pdf’s, afbeeldingen (PNG, JPEG, WebP), tekst, CSV, XLSX, ODS en DOCX, hoogstens 5 bestanden van elk 10 MB.',
    },
  },
  proposal: {
    fields: {
      reference: 'Referentie',
      name: 'Naam',
      address: 'Adres',
      vatNumber: 'Btw-nummer',
      invoiceEmail: 'E-mail voor facturen',
    },
    before: 'Tot nu toe',
    proposed: 'Voorgesteld',
    accepted: 'Vanaf nu',
    none: '(geen)',
    allContacts: '(alle contactpersonen)',
    unchanged: 'Documenten die al zijn opgemaakt, blijven zoals ze zijn.',
    notice: {
      subject: {
        reference: (p) => `${p.customer} geeft een referentie voor ${p.number}`,
        billing_details: (p) => `${p.customer} vraagt andere factuurgegevens`,
      },
      newRecipient:
        'Als u aanvaardt, wordt het nieuwe adres een contactpersoon: wie daar de mail leest, kan zich aanmelden en alle documenten van deze klant zien.',
      elsewhere: {
        reference: 'Als u aanvaardt, staat de referentie naast het document en is het document erop te vinden.',
        billing_details:
          'Als u aanvaardt, veranderen de gegevens van de klant hier. Wijzig ze ook in de software die uw facturen maakt: de volgende factuur vermeldt wat daar staat.',
      },
      answer: (p) => `Aanvaard het of wijs het af via de API, of op de server: quittance proposals accept ${p.id}`,
    },
    answer: {
      reason: (p) => `De reden: ${p.reason}`,
      accepted: {
        title: {
          reference: (p) => `Uw referentie voor ${p.number} is vastgelegd`,
          billing_details: () => 'Uw factuurgegevens zijn gewijzigd',
        },
        holds: {
          reference: 'U vindt die naast het document, en het document op die referentie.',
          billing_details: 'Ze zijn bedoeld voor volgende facturen.',
        },
      },
      declined: {
        title: {
          reference: (p) => `Uw referentie voor ${p.number} is niet vastgelegd`,
          billing_details: () => 'Uw factuurgegevens zijn niet gewijzigd',
        },
        holds: { reference: 'Alles blijft zoals het was.', billing_details: 'Alles blijft zoals het was.' },
      },
    },
  },
  payment: {
    customer: 'Klant',
    date: 'Datum',
    method: 'Betaalwijze',
    reference: 'Referentie',
    atProvider: 'Bij de aanbieder',
    openReceipt: 'Betaalbewijs openen (PDF)',
    invoice: (p) => `Factuur ${p.number}`,
    byCredit: 'Betaald met tegoed',
    unallocated: 'Blijft als tegoed op uw rekening staan',
    methods: { card: 'Kaart', debit: 'Incasso (domiciliëring)', transfer: 'Overschrijving', cash: 'Contant' },
  },
  download: {
    subject: 'Uw download is klaar',
    text: (p) => `Het ZIP-bestand met ${p.count} documenten dat u hebt gevraagd, is klaar.`,
    button: 'De download openen',
    validUntil: (p) => `U kunt het downloaden tot ${p.time}. Vraag het daarna opnieuw aan.`,
    onlyYou: 'Alleen u kunt het openen, nadat u zich hebt aangemeld.',
  },
  footer: {
    questions: (p) => `Vragen? Beantwoord dit bericht of schrijf naar ${p.email}.`,
    questionsOrCall: (p) => `Vragen? Beantwoord dit bericht, schrijf naar ${p.email} of bel ${p.phone}.`,
  },
};
