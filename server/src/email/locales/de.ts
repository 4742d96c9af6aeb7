import type { MailWords } from './en.ts';

export const de: MailWords = {
  document: {
    invoice: {
      view: 'Diese Rechnung ansehen',
      amountLabel: 'Zu zahlen',
      dueOn: (p) => `Zahlbar bis ${p.date}`,
      overdue: (p) => `Zahlbar bis ${p.date}: ${p.days === 1 ? '1 Tag' : `${p.days} Tage`} überfällig`,
      lateCharges: (p) => `Davon ${p.amount} wegen des Verzugs. Die Seite zeigt, wie sich das berechnet.`,
      allOverdue: (p) => `Alle ${p.count} überfälligen Rechnungen auf einmal bezahlen`,
      signInFirst: 'Zu Ihrer Sicherheit werden Sie gebeten, sich zuerst anzumelden.',
      overduePreheader: (p) => `${p.amount}, war zahlbar bis ${p.date}`,
      nothingDue: 'Es ist nichts mehr zu zahlen',
      pictureText: (p) => `Die erste Seite der Rechnung ${p.number}`,
      preheader: (p) => `${p.amount}, zahlbar bis ${p.date}`,
      template: {
        subject: 'Rechnung #NUMBER von #ENTITY',
        body: [
          'Guten Tag #CONTACT,',
          'anbei erhalten Sie die Rechnung #NUMBER vom #ISSUE_DATE. Sie können sie auch online ansehen und bezahlen.',
          '#LINK',
          'Mit freundlichen Grüßen\n#ENTITY',
        ],
      },
    },
    credit_note: {
      view: 'Diese Rechnungskorrektur ansehen',
      amountLabel: 'Gutgeschriebener Betrag',
      nothingToPay: 'Hierfür ist nichts zu zahlen',
      pictureText: (p) => `Die erste Seite der Rechnungskorrektur ${p.number}`,
      preheader: (p) => `${p.amount} gutgeschrieben`,
      template: {
        subject: 'Rechnungskorrektur #NUMBER von #ENTITY',
        body: [
          'Guten Tag #CONTACT,',
          'anbei erhalten Sie die Rechnungskorrektur #NUMBER vom #ISSUE_DATE. Sie können sie auch online ansehen.',
          '#LINK',
          'Mit freundlichen Grüßen\n#ENTITY',
        ],
      },
    },
  },
  signIn: {
    subject: (p) => `Ihr Code für ${p.entity}`,
    preheader: (p) => `${p.code} ist Ihr Code`,
    title: 'Ihr Code zum Anmelden',
    enterCode: 'Geben Sie diesen Code auf der Seite ein, auf der Sie ihn angefordert haben:',
    orLink: 'Oder öffnen Sie diesen Link im selben Browser:',
    button: 'Anmelden',
    validUntil: (p) => `Code und Link gelten einmal, bis ${p.time}.`,
    notYou: (p) =>
      `Sie haben das nicht angefordert? Dann brauchen Sie nichts zu tun: Ohne den Code wird niemand angemeldet. ${p.entity} fragt Sie nie telefonisch oder per Nachricht danach.`,
  },
  receipt: {
    subject: (p) => `Wir haben Ihre Zahlung über ${p.amount} erhalten`,
    label: 'Zahlung erhalten',
    greeting: (p) => `Guten Tag ${p.name},`,
    thanks: 'vielen Dank für Ihre Zahlung. Wir haben sie wie folgt verbucht:',
  },
  returned: {
    subject: (p) => `Ihre Zahlung über ${p.amount} wurde zurückgebucht`,
    label: 'Zahlung zurückgebucht',
    greeting: (p) => `Guten Tag ${p.name},`,
    explanation: (p) =>
      `Ihre Zahlung vom ${p.date} ist nicht zustande gekommen: ${p.amount} gingen auf Ihr Konto zurück. Was damit bezahlt war, ist wieder offen:`,
    whatNow:
      'Bitte zahlen Sie erneut, auf Wunsch mit einem anderen Zahlungsmittel. Den Grund der Rückbuchung kennt Ihre Bank.',
  },
  failed: {
    subject: (p) => `Ihre Zahlung über ${p.amount} ist nicht zustande gekommen`,
    label: 'Zahlung fehlgeschlagen',
    greeting: (p) => `Guten Tag ${p.name},`,
    explanation: (p) =>
      `Die Zahlung über ${p.amount}, die Sie am ${p.date} begonnen haben, wurde nicht ausgeführt. Wir haben kein Geld erhalten. Was Sie damit bezahlen wollten, ist weiterhin offen:`,
    whatNow: 'Bitte zahlen Sie erneut, auf Wunsch mit einem anderen Zahlungsmittel. Den Grund kennt Ihre Bank.',
  },
  locked: {
    subject: (p) => `Online-Zahlung pausiert bis ${p.time}`,
    title: (p) => `Online-Zahlung pausiert bis ${p.time}`,
    greeting: (p) => `Guten Tag ${p.name},`,
    explanation: (p) =>
      `mehrere Zahlungsversuche hintereinander sind fehlgeschlagen. Zu Ihrer Sicherheit nehmen wir bis ${p.time} keinen weiteren Versuch an. Für die fehlgeschlagenen Versuche wurde nichts abgebucht.`,
    whatNow:
      'Per Überweisung können Sie weiterhin zahlen. Sie haben gar nicht versucht zu zahlen? Dann geben Sie uns bitte Bescheid.',
  },
  notice: {
    paid: {
      subject: (p) => `${p.customer} hat ${p.amount} bezahlt`,
      label: 'Zahlung erhalten',
      unallocated: 'Bleibt als Guthaben des Kunden',
      giveBack: (p) =>
        `Es kam mehr an, als geschuldet war. Zurückzahlen: über die API (POST /v1/payments/${p.id}/refunds) oder auf dem Server: quittance payments refund ${p.id} --amount ${p.amount} --reference …`,
    },
    announced: {
      subject: (p) => `${p.customer} kündigt eine Überweisung von ${p.amount} an`,
      label: 'Überweisung angekündigt',
      explanation: 'Der Kunde sagt, dass dies überwiesen wurde. Gebucht wird erst, wenn es unter der Referenz eingeht.',
    },
    returned: {
      subject: (p) => `Zahlung über ${p.amount} von ${p.customer} wurde zurückgebucht`,
      label: 'Zahlung zurückgebucht',
      explanation: 'Die damit bezahlten Rechnungen sind wieder offen.',
    },
    refundFailed: {
      subject: (p) => `Die Rückzahlung von ${p.amount} an ${p.customer} ist fehlgeschlagen`,
      label: 'Rückzahlung fehlgeschlagen',
      explanation:
        'Die Bank hat das Geld zurückgeschickt. Es bezahlt wieder, was es bezahlt hatte, soweit das noch offen ist; beim Kunden ist es nicht angekommen.',
    },
    locked: {
      subject: (p) => `Zahlungsversuche von ${p.customer} sind gesperrt`,
      explanation: (p) =>
        `Mehrere Zahlungsversuche hintereinander von ${p.contact} sind fehlgeschlagen. Die Online-Zahlung ist für diesen Kontakt bis ${p.time} gesperrt. Sie können die Sperre vorher aufheben.`,
    },
  },
  comment: {
    replyAbove: 'Schreiben Sie Ihre Antwort über diese Zeile',
    subject: {
      invoice: (p) => `Neue Nachricht zu Rechnung ${p.number}`,
      credit_note: (p) => `Neue Nachricht zu Rechnungskorrektur ${p.number}`,
    },
    notice: {
      invoice: (p) => `${p.customer} hat zu Rechnung ${p.number} geschrieben`,
      credit_note: (p) => `${p.customer} hat zu Rechnungskorrektur ${p.number} geschrieben`,
    },
    written: (p) => `${p.author}, ${p.time}`,
    files: (p) => `Dateien, in der Unterhaltung: ${p.names}`,
    reply: 'Sie können antworten, indem Sie auf diese Nachricht antworten.',
    replyToCustomer: (p) => `Antworten Sie auf diese Nachricht, und ${p.customer} sieht Ihre Antwort.`,
    answerElsewhere:
      'Eine Antwort auf diese Nachricht geht per E-Mail an den Kunden; sie wird nicht in die Unterhaltung aufgenommen.',
    filesAttached: (p) => `Dateien, angehängt: ${p.names}`,
    answerInPortal: (p) =>
      `Zum Antworten öffnen Sie die Seite über die Schaltfläche und schreiben dort. Eine Antwort auf diese E-Mail geht als gewöhnliche E-Mail an ${p.email}; sie wird nicht in die Unterhaltung aufgenommen.`,
    refused: {
      title: {
        invoice: (p) => `Ihre Antwort zu Rechnung ${p.number} wurde nicht hinzugefügt`,
        credit_note: (p) => `Ihre Antwort zu Rechnungskorrektur ${p.number} wurde nicht hinzugefügt`,
      },
      filesTitle: {
        invoice: (p) => `Dateien Ihrer Antwort zu Rechnung ${p.number} fehlen`,
        credit_note: (p) => `Dateien Ihrer Antwort zu Rechnungskorrektur ${p.number} fehlen`,
      },
      nothing:
        'Wir haben darin weder Text noch eine Datei von Ihnen gefunden. Bitte schreiben Sie über die Zeile, mit der unsere Nachricht beginnt.',
      tooLong: 'Sie ist zu lang. Bitte kürzen Sie sie oder senden Sie sie als Datei.',
      tooLarge: (p) => `Sie ist zu groß: Mit allen Dateien darf eine Nachricht ${p.megabytes} MB haben.`,
      cardNumber:
        'Darin scheint die Nummer einer Zahlungskarte zu stehen, die hier nicht notiert werden darf. Bitte antworten Sie noch einmal ohne sie.',
      tooOld: (p) =>
        `Sie antwortet auf eine Nachricht, die mehr als ${p.days} Tage alt ist. Bitte antworten Sie auf eine neuere.`,
      unreadable: 'Wir konnten sie nicht lesen. Bitte senden Sie sie noch einmal als reinen Text.',
      filesRefused: (p) => `Diese Dateien können nicht hinzugefügt werden: ${p.names}.`,
      filesLeftOut: (p) => `Ihre Antwort wurde hinzugefügt, ohne diese Dateien: ${p.names}.`,
      kinds:
        'Möglich sind PDF, Bilder (PNG, JPEG, WebP), Text, CSV, XLSX, ODS und DOCX, höchstens 5 Dateien mit je 10 MB.',
    },
  },
  proposal: {
    fields: {
      reference: 'Referenz',
      name: 'Name',
      address: 'Anschrift',
      vatNumber: 'USt-IdNr.',
      invoiceEmail: 'E-Mail für Rechnungen',
    },
    before: 'Bisher',
    proposed: 'Vorgeschlagen',
    accepted: 'Ab jetzt',
    none: '(keine)',
    allContacts: '(alle Kontakte)',
    unchanged: 'Bereits ausgestellte Belege bleiben, wie sie sind.',
    notice: {
      subject: {
        reference: (p) => `${p.customer} nennt eine Referenz zu ${p.number}`,
        billing_details: (p) => `${p.customer} bittet um andere Rechnungsangaben`,
      },
      newRecipient:
        'Wenn Sie annehmen, wird die neue Adresse ein Kontakt: Wer deren E-Mails liest, kann sich anmelden und alle Belege dieses Kunden sehen.',
      elsewhere: {
        reference: 'Wenn Sie annehmen, steht die Referenz neben dem Beleg, und er wird darüber gefunden.',
        billing_details:
          'Wenn Sie annehmen, ändern sich die Angaben des Kunden hier. Bitte ändern Sie sie auch in der Software, die Ihre Rechnungen erstellt: Die nächste Rechnung nennt, was dort steht.',
      },
      answer: (p) =>
        `Annehmen oder ablehnen können Sie über die API oder auf dem Server: quittance proposals accept ${p.id}`,
    },
    answer: {
      reason: (p) => `Der Grund: ${p.reason}`,
      accepted: {
        title: {
          reference: (p) => `Ihre Referenz zu ${p.number} ist vermerkt`,
          billing_details: () => 'Ihre Rechnungsangaben wurden geändert',
        },
        holds: {
          reference: 'Sie finden sie neben dem Beleg, und den Beleg über sie.',
          billing_details: 'Sie sind für künftige Rechnungen gedacht.',
        },
      },
      declined: {
        title: {
          reference: (p) => `Ihre Referenz zu ${p.number} wurde nicht vermerkt`,
          billing_details: () => 'Ihre Rechnungsangaben wurden nicht geändert',
        },
        holds: { reference: 'Alles bleibt, wie es war.', billing_details: 'Alles bleibt, wie es war.' },
      },
    },
  },
  payment: {
    customer: 'Kunde',
    date: 'Datum',
    method: 'Zahlungsart',
    reference: 'Referenz',
    atProvider: 'Beim Zahlungsdienst',
    openReceipt: 'Zahlungsbeleg öffnen (PDF)',
    invoice: (p) => `Rechnung ${p.number}`,
    byCredit: 'Mit Guthaben bezahlt',
    unallocated: 'Bleibt als Guthaben auf Ihrem Konto',
    methods: { card: 'Karte', debit: 'Lastschrift', transfer: 'Überweisung', cash: 'Bar' },
  },
  download: {
    subject: 'Ihr Download ist bereit',
    text: (p) => `Die angeforderte ZIP-Datei mit ${p.count} Dokumenten ist bereit.`,
    button: 'Download öffnen',
    validUntil: (p) => `Sie können sie bis ${p.time} herunterladen. Danach fordern Sie sie bitte neu an.`,
    onlyYou: 'Nur Sie können sie öffnen, nachdem Sie sich angemeldet haben.',
  },
  footer: {
    questions: (p) => `Fragen? Antworten Sie auf diese Nachricht oder schreiben Sie an ${p.email}.`,
    questionsOrCall: (p) =>
      `Fragen? Antworten Sie auf diese Nachricht, schreiben Sie an ${p.email} oder rufen Sie uns an: ${p.phone}.`,
  },
};
