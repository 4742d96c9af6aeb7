import type { MailWords } from './en.ts';

export const it: MailWords = {
  document: {
    invoice: {
      view: 'Vedi questa fattura',
      amountLabel: 'Importo da pagare',
      dueOn: (p) => `Da pagare entro il giorno ${p.date}`,
      overdue: (p) =>
        `Da pagare entro il giorno ${p.date}: ${p.days === 1 ? '1 giorno' : `${p.days} giorni`} di ritardo`,
      lateCharges: (p) => `Di cui ${p.amount} per il ritardo. La pagina mostra come si calcola.`,
      allOverdue: (p) => `Pagare in una volta le ${p.count} fatture scadute`,
      signInFirst: 'Per la Sua sicurezza Le viene chiesto prima di accedere.',
      overduePreheader: (p) => `${p.amount}, da pagare entro il giorno ${p.date}`,
      nothingDue: 'Non resta nulla da pagare',
      pictureText: (p) => `La prima pagina della fattura ${p.number}`,
      preheader: (p) => `${p.amount}, da pagare entro il giorno ${p.date}`,
      template: {
        subject: 'Fattura #NUMBER di #ENTITY',
        body: [
          'Buongiorno #CONTACT,',
          'in allegato trova la fattura #NUMBER in data #ISSUE_DATE. Può anche vederla e pagarla online.',
          '#LINK',
          'Cordiali saluti,\n#ENTITY',
        ],
      },
    },
    credit_note: {
      view: 'Vedi questa nota di credito',
      amountLabel: 'Importo accreditato',
      nothingToPay: 'Per questa non deve pagare nulla',
      pictureText: (p) => `La prima pagina della nota di credito ${p.number}`,
      preheader: (p) => `${p.amount} accreditati`,
      template: {
        subject: 'Nota di credito #NUMBER di #ENTITY',
        body: [
          'Buongiorno #CONTACT,',
          'in allegato trova la nota di credito #NUMBER in data #ISSUE_DATE. Può anche vederla online.',
          '#LINK',
          'Cordiali saluti,\n#ENTITY',
        ],
      },
    },
  },
  signIn: {
    subject: (p) => `Il Suo codice per ${p.entity}`,
    preheader: (p) => `${p.code} è il Suo codice`,
    title: 'Il Suo codice di accesso',
    enterCode: 'Inserisca questo codice nella pagina in cui l’ha richiesto:',
    orLink: 'Oppure apra questo link nello stesso browser:',
    button: 'Accedi',
    validUntil: (p) => `Il codice e il link valgono una sola volta, fino al giorno ${p.time}.`,
    notYou: (p) =>
      `Non l’ha richiesto Lei? Allora non deve fare nulla: senza il codice nessuno accede. ${p.entity} non glielo chiederà mai per telefono o per messaggio.`,
  },
  receipt: {
    subject: (p) => `Abbiamo ricevuto il Suo pagamento di ${p.amount}`,
    label: 'Pagamento ricevuto',
    greeting: (p) => `Buongiorno ${p.name},`,
    thanks: 'grazie per il Suo pagamento. Lo abbiamo registrato così:',
  },
  returned: {
    subject: (p) => `Il Suo pagamento di ${p.amount} è stato restituito`,
    label: 'Pagamento restituito',
    greeting: (p) => `Buongiorno ${p.name},`,
    explanation: (p) =>
      `il Suo pagamento in data ${p.date} non è andato a buon fine: ${p.amount} sono tornati sul Suo conto. Quanto pagava è di nuovo dovuto:`,
    whatNow:
      'La preghiamo di pagare di nuovo, se vuole con un altro metodo. Se non sa perché è stato restituito, chieda alla Sua banca.',
  },
  failed: {
    subject: (p) => `Il Suo pagamento di ${p.amount} non è andato a buon fine`,
    label: 'Pagamento non riuscito',
    greeting: (p) => `Buongiorno ${p.name},`,
    explanation: (p) =>
      `il pagamento di ${p.amount} che ha avviato in data ${p.date} non è stato eseguito. Non abbiamo ricevuto denaro. Quanto doveva pagare è ancora dovuto:`,
    whatNow:
      'La preghiamo di pagare di nuovo, se vuole con un altro metodo. Se non sa perché non è riuscito, chieda alla Sua banca.',
  },
  locked: {
    subject: (p) => `Pagamento online sospeso fino al giorno ${p.time}`,
    title: (p) => `Pagamento online sospeso fino al giorno ${p.time}`,
    greeting: (p) => `Buongiorno ${p.name},`,
    explanation: (p) =>
      `più tentativi di pagamento di seguito sono falliti. Per la Sua sicurezza non accettiamo altri tentativi prima del giorno ${p.time}. Per i tentativi falliti non è stato addebitato nulla.`,
    whatNow: 'Può ancora pagare con bonifico. Non è stato Lei a tentare di pagare? Allora ce lo comunichi.',
  },
  notice: {
    paid: {
      subject: (p) => `${p.customer} ha pagato ${p.amount}`,
      label: 'Pagamento ricevuto',
      unallocated: 'Resta a credito del cliente',
      giveBack: (p) =>
        `È arrivato più del dovuto. Per restituirlo: tramite l’API (POST /v1/payments/${p.id}/refunds), o sul server: quittance payments refund ${p.id} --amount ${p.amount} --reference …`,
    },
    announced: {
      subject: (p) => `${p.customer} annuncia un bonifico di ${p.amount}`,
      label: 'Bonifico annunciato',
      explanation: 'Il cliente dice di averlo disposto. Nulla viene registrato prima che arrivi con il riferimento.',
    },
    returned: {
      subject: (p) => `Il pagamento di ${p.amount} di ${p.customer} è stato restituito`,
      label: 'Pagamento restituito',
      explanation: 'Le fatture che aveva pagato sono di nuovo da pagare.',
    },
    refundFailed: {
      subject: (p) => `Il rimborso di ${p.amount} a ${p.customer} non è riuscito`,
      label: 'Rimborso non riuscito',
      explanation:
        'La banca ha rispedito il denaro. Paga di nuovo quanto aveva pagato, per quanto è ancora dovuto; il cliente non lo ha ricevuto.',
    },
    locked: {
      subject: (p) => `I tentativi di pagamento di ${p.customer} sono bloccati`,
      explanation: (p) =>
        `Più tentativi di pagamento di seguito di ${p.contact} sono falliti. Il pagamento online è bloccato per questo contatto fino al giorno ${p.time}. Può sbloccarlo prima.`,
    },
  },
  comment: {
    replyAbove: 'Scriva la risposta sopra questa riga',
    subject: {
      invoice: (p) => `Nuovo messaggio sulla fattura ${p.number}`,
      credit_note: (p) => `Nuovo messaggio sulla nota di credito ${p.number}`,
    },
    notice: {
      invoice: (p) => `${p.customer} ha scritto sulla fattura ${p.number}`,
      credit_note: (p) => `${p.customer} ha scritto sulla nota di credito ${p.number}`,
    },
    written: (p) => `${p.author}, ${p.time}`,
    files: (p) => `File, nella conversazione: ${p.names}`,
    reply: 'Può rispondere direttamente a questo messaggio.',
    replyToCustomer: (p) => `Risponda a questo messaggio e ${p.customer} vedrà la risposta.`,
    answerElsewhere:
      'Una risposta a questo messaggio arriva al cliente per e-mail; non viene aggiunta alla conversazione.',
    filesAttached: (p) => `File allegati: ${p.names}`,
    answerInPortal: (p) =>
      `Per rispondere, apra la pagina con il pulsante e scriva lì. Una risposta a questa e-mail arriva a ${p.email} come normale e-mail; non viene aggiunta alla conversazione.`,
    refused: {
      title: {
        invoice: (p) => `La Sua risposta sulla fattura ${p.number} non è stata aggiunta`,
        credit_note: (p) => `La Sua risposta sulla nota di credito ${p.number} non è stata aggiunta`,
      },
      filesTitle: {
        invoice: (p) => `Mancano file della Sua risposta sulla fattura ${p.number}`,
        credit_note: (p) => `Mancano file della Sua risposta sulla nota di credito ${p.number}`,
      },
      nothing: 'Non vi abbiamo trovato né testo né file Suoi. Scriva sopra la riga con cui inizia il nostro messaggio.',
      tooLong: 'È troppo lunga. La accorci o la invii come file.',
      tooLarge: (p) => `È troppo grande: con tutti i suoi file, un messaggio può avere ${p.megabytes} MB.`,
      cardNumber:
        'Sembra contenere il numero di una carta di pagamento, che non deve essere annotato qui. Risponda di nuovo senza indicarlo.',
      tooOld: (p) => `Risponde a un messaggio di oltre ${p.days} giorni fa. Risponda a uno più recente.`,
      unreadable: 'Non siamo riusciti a leggerla. La invii di nuovo come testo semplice.',
      filesRefused: (p) => `Questi file non possono essere aggiunti: ${p.names}.`,
      filesLeftOut: (p) => `La Sua risposta è stata aggiunta senza questi file: ${p.names}.`,
      kinds:
        'Sono ammessi PDF, immagini (PNG, JPEG, WebP), testo, CSV, XLSX, ODS e DOCX, al massimo 5 file da 10 MB ciascuno.',
    },
  },
  proposal: {
    fields: {
      reference: 'Riferimento',
      name: 'Nome',
      address: 'Indirizzo',
      vatNumber: 'Partita IVA',
      invoiceEmail: 'E-mail per le fatture',
    },
    before: 'Finora',
    proposed: 'Proposto',
    accepted: 'D’ora in poi',
    none: '(nessuno)',
    allContacts: '(tutti i contatti)',
    unchanged: 'I documenti già emessi restano come sono.',
    notice: {
      subject: {
        reference: (p) => `${p.customer} indica un riferimento per ${p.number}`,
        billing_details: (p) => `${p.customer} chiede altri dati di fatturazione`,
      },
      newRecipient:
        'Se accetta, il nuovo indirizzo diventa un contatto: chi ne legge la posta può accedere e vedere tutti i documenti di questo cliente.',
      elsewhere: {
        reference: 'Se accetta, il riferimento appare accanto al documento, che si trova anche così.',
        billing_details:
          'Se accetta, i dati del cliente cambiano qui. Li modifichi anche nel programma che emette le Sue fatture: la prossima fattura riporta ciò che è registrato lì.',
      },
      answer: (p) => `Accetti o rifiuti tramite l’API, o sul server: quittance proposals accept ${p.id}`,
    },
    answer: {
      reason: (p) => `Il motivo: ${p.reason}`,
      accepted: {
        title: {
          reference: (p) => `Il Suo riferimento per ${p.number} è registrato`,
          billing_details: () => 'I Suoi dati di fatturazione sono stati modificati',
        },
        holds: {
          reference: 'Lo trova accanto al documento, e il documento tramite esso.',
          billing_details: 'Valgono per le prossime fatture.',
        },
      },
      declined: {
        title: {
          reference: (p) => `Il Suo riferimento per ${p.number} non è stato registrato`,
          billing_details: () => 'I Suoi dati di fatturazione non sono stati modificati',
        },
        holds: { reference: 'Tutto resta com’era.', billing_details: 'Tutto resta com’era.' },
      },
    },
  },
  payment: {
    customer: 'Cliente',
    date: 'Data',
    method: 'Metodo di pagamento',
    reference: 'Riferimento',
    atProvider: 'Presso il fornitore',
    openReceipt: 'Aprire la ricevuta (PDF)',
    invoice: (p) => `Fattura ${p.number}`,
    byCredit: 'Pagato con credito',
    unallocated: 'Resta a Suo credito',
    methods: { card: 'Carta', debit: 'Addebito diretto', transfer: 'Bonifico', cash: 'Contanti' },
  },
  download: {
    subject: 'Il Suo download è pronto',
    text: (p) => `Il file ZIP con ${p.count} documenti che ha richiesto è pronto.`,
    button: 'Aprire il download',
    validUntil: (p) => `Può scaricarlo fino al giorno ${p.time}. In seguito, lo richieda di nuovo.`,
    onlyYou: 'Solo Lei può aprirlo, dopo l’accesso.',
  },
  footer: {
    questions: (p) => `Domande? Risponda a questo messaggio o scriva a ${p.email}.`,
    questionsOrCall: (p) => `Domande? Risponda a questo messaggio, scriva a ${p.email} o telefoni al ${p.phone}.`,
  },
};
