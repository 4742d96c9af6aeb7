import type { MailWords } from './en.ts';

export const fr: MailWords = {
  document: {
    invoice: {
      view: 'Consulter cette facture',
      amountLabel: 'Montant à payer',
      dueOn: (p) => `À payer au plus tard le ${p.date}`,
      overdue: (p) => `À payer au plus tard le ${p.date} : ${p.days === 1 ? '1 jour' : `${p.days} jours`} de retard`,
      lateCharges: (p) => `Dont ${p.amount} pour le retard. La page montre le calcul.`,
      allOverdue: (p) => `Payer en une fois les ${p.count} factures en retard`,
      signInFirst: 'Pour votre sécurité, il vous est demandé de vous connecter d’abord.',
      overduePreheader: (p) => `${p.amount}, à payer au plus tard le ${p.date}`,
      nothingDue: 'Il ne reste rien à payer',
      pictureText: (p) => `La première page de la facture ${p.number}`,
      preheader: (p) => `${p.amount}, à payer au plus tard le ${p.date}`,
      template: {
        subject: 'Facture #NUMBER de #ENTITY',
        body: [
          'Bonjour #CONTACT,',
          'Veuillez trouver ci-joint la facture #NUMBER du #ISSUE_DATE. Vous pouvez aussi la consulter et la payer en ligne.',
          '#LINK',
          'Cordialement,\n#ENTITY',
        ],
      },
    },
    credit_note: {
      view: 'Consulter cette note de crédit',
      amountLabel: 'Montant crédité',
      nothingToPay: 'Vous n’avez rien à payer',
      pictureText: (p) => `La première page de la note de crédit ${p.number}`,
      preheader: (p) => `${p.amount} crédités`,
      template: {
        subject: 'Note de crédit #NUMBER de #ENTITY',
        body: [
          'Bonjour #CONTACT,',
          'Veuillez trouver ci-joint la note de crédit #NUMBER du #ISSUE_DATE. Vous pouvez aussi la consulter en ligne.',
          '#LINK',
          'Cordialement,\n#ENTITY',
        ],
      },
    },
  },
  signIn: {
    subject: (p) => `Votre code pour ${p.entity}`,
    preheader: (p) => `${p.code} est votre code`,
    title: 'Votre code de connexion',
    enterCode: 'Saisissez ce code sur la page où vous l’avez demandé :',
    orLink: 'Ou ouvrez ce lien dans le même navigateur :',
    button: 'Se connecter',
    validUntil: (p) => `Le code et le lien sont valables une seule fois, jusqu’au ${p.time}.`,
    notYou: (p) =>
      `Vous n’avez rien demandé ? Vous n’avez rien à faire : sans le code, personne n’est connecté. ${p.entity} ne vous le demandera jamais par téléphone ou par message.`,
  },
  receipt: {
    subject: (p) => `Nous avons reçu votre paiement de ${p.amount}`,
    label: 'Paiement reçu',
    greeting: (p) => `Bonjour ${p.name},`,
    thanks: 'Nous vous remercions de votre paiement. Il a été comptabilisé comme suit :',
  },
  returned: {
    subject: (p) => `Votre paiement de ${p.amount} a été rejeté`,
    label: 'Paiement rejeté',
    greeting: (p) => `Bonjour ${p.name},`,
    explanation: (p) =>
      `Votre paiement du ${p.date} n’a pas abouti : ${p.amount} sont retournés sur votre compte. Ce qu’il réglait est de nouveau à payer :`,
    whatNow:
      'Veuillez effectuer un nouveau paiement, si vous le souhaitez par un autre moyen. Si vous ignorez la raison du rejet, votre banque pourra vous l’indiquer.',
  },
  failed: {
    subject: (p) => `Votre paiement de ${p.amount} n’a pas abouti`,
    label: 'Paiement non abouti',
    greeting: (p) => `Bonjour ${p.name},`,
    explanation: (p) =>
      `Le paiement de ${p.amount} que vous avez lancé le ${p.date} n’a pas été exécuté. Nous n’avons rien reçu. Ce qu’il devait régler reste à payer :`,
    whatNow:
      'Veuillez effectuer un nouveau paiement, si vous le souhaitez par un autre moyen. Si vous ignorez la raison de l’échec, votre banque pourra vous l’indiquer.',
  },
  locked: {
    subject: (p) => `Le paiement en ligne est suspendu jusqu’au ${p.time}`,
    title: (p) => `Le paiement en ligne est suspendu jusqu’au ${p.time}`,
    greeting: (p) => `Bonjour ${p.name},`,
    explanation: (p) =>
      `Plusieurs tentatives de paiement successives ont échoué. Pour votre sécurité, nous n’acceptons aucune nouvelle tentative avant le ${p.time}. Rien n’a été débité pour les tentatives échouées.`,
    whatNow:
      'Vous pouvez toujours payer par virement bancaire. Ces tentatives ne venaient pas de vous ? Veuillez nous en informer.',
  },
  notice: {
    paid: {
      subject: (p) => `${p.customer} a payé ${p.amount}`,
      label: 'Paiement reçu',
      unallocated: 'Reste au crédit du client',
      giveBack: (p) =>
        `Il est arrivé plus que ce qui était dû. Pour rembourser : par l’API (POST /v1/payments/${p.id}/refunds), ou sur le serveur : quittance payments refund ${p.id} --amount ${p.amount} --reference …`,
    },
    announced: {
      subject: (p) => `${p.customer} annonce un virement de ${p.amount}`,
      label: 'Virement annoncé',
      explanation:
        'Le client indique avoir viré cette somme. Rien n’est comptabilisé avant son arrivée sous la référence.',
    },
    returned: {
      subject: (p) => `Le paiement de ${p.amount} de ${p.customer} a été rejeté`,
      label: 'Paiement rejeté',
      explanation: 'Les factures qu’il réglait sont de nouveau à payer.',
    },
    refundFailed: {
      subject: (p) => `Le remboursement de ${p.amount} à ${p.customer} a échoué`,
      label: 'Remboursement échoué',
      explanation:
        'La banque a renvoyé l’argent. Il paie de nouveau ce qu’il avait payé, dans la mesure où cela reste dû ; le client ne l’a pas reçu.',
    },
    locked: {
      subject: (p) => `Les paiements de ${p.customer} sont bloqués`,
      explanation: (p) =>
        `Plusieurs tentatives de paiement successives de ${p.contact} ont échoué. Le paiement en ligne est bloqué pour ce contact jusqu’au ${p.time}. Vous pouvez le débloquer plus tôt.`,
    },
  },
  comment: {
    replyAbove: 'Écrivez votre réponse au-dessus de cette ligne',
    subject: {
      invoice: (p) => `Nouveau message concernant la facture ${p.number}`,
      credit_note: (p) => `Nouveau message concernant la note de crédit ${p.number}`,
    },
    notice: {
      invoice: (p) => `${p.customer} a écrit au sujet de la facture ${p.number}`,
      credit_note: (p) => `${p.customer} a écrit au sujet de la note de crédit ${p.number}`,
    },
    written: (p) => `${p.author}, ${p.time}`,
    files: (p) => `Fichiers, dans la conversation : ${p.names}`,
    reply: 'Vous pouvez répondre directement à ce message.',
    replyToCustomer: (p) => `Répondez à ce message, et ${p.customer} verra votre réponse.`,
    answerElsewhere:
      'Une réponse à ce message part par e-mail chez le client ; elle n’est pas ajoutée à la conversation.',
    filesAttached: (p) => `Fichiers, joints : ${p.names}`,
    answerInPortal: (p) =>
      `Pour répondre, ouvrez la page avec le bouton et écrivez-y. Une réponse à cet e-mail part chez ${p.email} comme un e-mail ordinaire ; elle n’est pas ajoutée à la conversation.`,
    refused: {
      title: {
        invoice: (p) => `Votre réponse concernant la facture ${p.number} n’a pas été ajoutée`,
        credit_note: (p) => `Votre réponse concernant la note de crédit ${p.number} n’a pas été ajoutée`,
      },
      filesTitle: {
        invoice: (p) => `Il manque des fichiers à votre réponse concernant la facture ${p.number}`,
        credit_note: (p) => `Il manque des fichiers à votre réponse concernant la note de crédit ${p.number}`,
      },
      nothing:
        'Nous n’y avons trouvé ni texte ni fichier de votre part. Veuillez écrire au-dessus de la ligne par laquelle notre message commence.',
      tooLong: 'Elle est trop longue. Veuillez la raccourcir ou l’envoyer sous forme de fichier.',
      tooLarge: (p) => `Elle est trop volumineuse : avec tous ses fichiers, un message peut avoir ${p.megabytes} Mo.`,
      cardNumber:
        'Elle semble contenir un numéro de carte de paiement, qui ne doit pas être noté ici. Veuillez répondre à nouveau sans ce numéro.',
      tooOld: (p) =>
        `Elle répond à un message qui a plus de ${p.days} jours. Veuillez répondre à un message plus récent.`,
      unreadable: 'Nous n’avons pas pu la lire. Veuillez la renvoyer en texte brut.',
      filesRefused: (p) => `Ces fichiers ne peuvent pas être ajoutés : ${p.names}.`,
      filesLeftOut: (p) => `Votre réponse a été ajoutée, sans ces fichiers : ${p.names}.`,
      kinds:
        'Sont acceptés : PDF, images (PNG, JPEG, WebP), texte, CSV, XLSX, ODS et DOCX, au plus 5 fichiers de 10 Mo chacun.',
    },
  },
  proposal: {
    fields: {
      reference: 'Référence',
      name: 'Nom',
      address: 'Adresse',
      vatNumber: 'Numéro de TVA',
      invoiceEmail: 'E-mail pour les factures',
    },
    before: 'Jusqu’ici',
    proposed: 'Proposé',
    accepted: 'Désormais',
    none: '(aucun)',
    allContacts: '(tous les contacts)',
    unchanged: 'Les documents déjà émis restent tels quels.',
    notice: {
      subject: {
        reference: (p) => `${p.customer} indique une référence pour ${p.number}`,
        billing_details: (p) => `${p.customer} demande d’autres coordonnées de facturation`,
      },
      newRecipient:
        'Si vous acceptez, la nouvelle adresse devient un contact : qui lit ses e-mails peut se connecter et voir tous les documents de ce client.',
      elsewhere: {
        reference: 'Si vous acceptez, la référence figure à côté du document, qui se retrouve par elle.',
        billing_details:
          'Si vous acceptez, les données du client changent ici. Veuillez les modifier aussi dans le logiciel qui établit vos factures : la prochaine facture reprend ce qui y est enregistré.',
      },
      answer: (p) => `Acceptez ou refusez par l’API, ou sur le serveur : quittance proposals accept ${p.id}`,
    },
    answer: {
      reason: (p) => `Le motif : ${p.reason}`,
      accepted: {
        title: {
          reference: (p) => `Votre référence pour ${p.number} est enregistrée`,
          billing_details: () => 'Vos coordonnées de facturation ont été modifiées',
        },
        holds: {
          reference: 'Vous la trouvez à côté du document, et le document par elle.',
          billing_details: 'Elles sont destinées aux prochaines factures.',
        },
      },
      declined: {
        title: {
          reference: (p) => `Votre référence pour ${p.number} n’a pas été enregistrée`,
          billing_details: () => 'Vos coordonnées de facturation n’ont pas été modifiées',
        },
        holds: { reference: 'Tout reste comme avant.', billing_details: 'Tout reste comme avant.' },
      },
    },
  },
  payment: {
    customer: 'Client',
    date: 'Date',
    method: 'Moyen de paiement',
    reference: 'Référence',
    atProvider: 'Chez le prestataire',
    openReceipt: 'Ouvrir le reçu (PDF)',
    invoice: (p) => `Facture ${p.number}`,
    byCredit: 'Payé par crédit',
    unallocated: 'Reste en crédit sur votre compte',
    methods: { card: 'Carte', debit: 'Prélèvement', transfer: 'Virement bancaire', cash: 'Espèces' },
  },
  download: {
    subject: 'Votre téléchargement est prêt',
    text: (p) => `Le fichier ZIP de ${p.count} documents que vous avez demandé est prêt.`,
    button: 'Ouvrir le téléchargement',
    validUntil: (p) => `Vous pouvez le télécharger jusqu’au ${p.time}. Ensuite, veuillez le demander à nouveau.`,
    onlyYou: 'Vous seul pouvez l’ouvrir, après connexion.',
  },
  footer: {
    questions: (p) => `Une question ? Répondez à ce message ou écrivez à ${p.email}.`,
    questionsOrCall: (p) => `Une question ? Répondez à ce message, écrivez à ${p.email} ou appelez le ${p.phone}.`,
  },
};
