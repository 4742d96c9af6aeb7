import type { MailWords } from './en.ts';

export const es: MailWords = {
  document: {
    invoice: {
      view: 'Ver esta factura',
      amountLabel: 'Importe a pagar',
      dueOn: (p) => `A pagar a más tardar el ${p.date}`,
      overdue: (p) => `A pagar a más tardar el ${p.date}: ${p.days === 1 ? '1 día' : `${p.days} días`} de retraso`,
      lateCharges: (p) => `De ello, ${p.amount} por el retraso. La página muestra cómo se calcula.`,
      allOverdue: (p) => `Pagar de una vez las ${p.count} facturas vencidas`,
      signInFirst: 'Por su seguridad, se le pide que inicie sesión primero.',
      overduePreheader: (p) => `${p.amount}, a pagar a más tardar el ${p.date}`,
      nothingDue: 'No queda nada por pagar',
      pictureText: (p) => `La primera página de la factura ${p.number}`,
      preheader: (p) => `${p.amount}, a pagar a más tardar el ${p.date}`,
      template: {
        subject: 'Factura #NUMBER de #ENTITY',
        body: [
          'Buenos días, #CONTACT:',
          'Le adjuntamos la factura #NUMBER del #ISSUE_DATE. También puede verla y pagarla en línea.',
          '#LINK',
          'Un cordial saludo,\n#ENTITY',
        ],
      },
    },
    credit_note: {
      view: 'Ver esta nota de crédito',
      amountLabel: 'Importe a su favor',
      nothingToPay: 'No tiene que pagar nada por ella',
      pictureText: (p) => `La primera página de la nota de crédito ${p.number}`,
      preheader: (p) => `${p.amount} a su favor`,
      template: {
        subject: 'Nota de crédito #NUMBER de #ENTITY',
        body: [
          'Buenos días, #CONTACT:',
          'Le adjuntamos la nota de crédito #NUMBER del #ISSUE_DATE. También puede verla en línea.',
          '#LINK',
          'Un cordial saludo,\n#ENTITY',
        ],
      },
    },
  },
  signIn: {
    subject: (p) => `Su código para ${p.entity}`,
    preheader: (p) => `${p.code} es su código`,
    title: 'Su código para iniciar sesión',
    enterCode: 'Introduzca este código en la página donde lo pidió:',
    orLink: 'O abra este enlace en el mismo navegador:',
    button: 'Iniciar sesión',
    validUntil: (p) => `El código y el enlace sirven una sola vez, hasta el ${p.time}.`,
    notYou: (p) =>
      `¿No lo ha pedido usted? Entonces no tiene que hacer nada: sin el código no se inicia ninguna sesión. ${p.entity} nunca se lo pedirá por teléfono ni por mensaje.`,
  },
  receipt: {
    subject: (p) => `Hemos recibido su pago de ${p.amount}`,
    label: 'Pago recibido',
    greeting: (p) => `Buenos días, ${p.name}:`,
    thanks: 'Gracias por su pago. Lo hemos registrado así:',
  },
  returned: {
    subject: (p) => `Su pago de ${p.amount} ha sido devuelto`,
    label: 'Pago devuelto',
    greeting: (p) => `Buenos días, ${p.name}:`,
    explanation: (p) =>
      `Su pago del ${p.date} no se ha completado: ${p.amount} han vuelto a su cuenta. Lo que pagaba vuelve a estar pendiente:`,
    whatNow:
      'Vuelva a pagar, por favor, si lo desea de otra forma. Si no sabe por qué se devolvió, pregunte a su banco.',
  },
  failed: {
    subject: (p) => `Su pago de ${p.amount} no se ha completado`,
    label: 'Pago fallido',
    greeting: (p) => `Buenos días, ${p.name}:`,
    explanation: (p) =>
      `El pago de ${p.amount} que inició el ${p.date} no se ha realizado. No hemos recibido dinero. Lo que debía pagar sigue pendiente:`,
    whatNow: 'Vuelva a pagar, por favor, si lo desea de otra forma. Si no sabe por qué falló, pregunte a su banco.',
  },
  locked: {
    subject: (p) => `El pago en línea está en pausa hasta el ${p.time}`,
    title: (p) => `El pago en línea está en pausa hasta el ${p.time}`,
    greeting: (p) => `Buenos días, ${p.name}:`,
    explanation: (p) =>
      `Varios intentos de pago seguidos han fallado. Por su seguridad, no aceptamos ningún otro intento antes del ${p.time}. No se ha cobrado nada por los intentos fallidos.`,
    whatNow: 'Todavía puede pagar por transferencia. ¿No ha sido usted quien intentó pagar? Entonces, díganoslo.',
  },
  notice: {
    paid: {
      subject: (p) => `${p.customer} ha pagado ${p.amount}`,
      label: 'Pago recibido',
      unallocated: 'Queda como saldo a favor del cliente',
      giveBack: (p) =>
        `Llegó más de lo que se debía. Para devolverlo: por la API (POST /v1/payments/${p.id}/refunds), o en el servidor: quittance payments refund ${p.id} --amount ${p.amount} --reference …`,
    },
    announced: {
      subject: (p) => `${p.customer} anuncia una transferencia de ${p.amount}`,
      label: 'Transferencia anunciada',
      explanation: 'El cliente dice que la ha ordenado. No se contabiliza nada hasta que llegue con la referencia.',
    },
    returned: {
      subject: (p) => `El pago de ${p.amount} de ${p.customer} ha sido devuelto`,
      label: 'Pago devuelto',
      explanation: 'Las facturas que había pagado vuelven a estar pendientes.',
    },
    refundFailed: {
      subject: (p) => `El reembolso de ${p.amount} a ${p.customer} ha fallado`,
      label: 'Reembolso fallido',
      explanation:
        'El banco ha devuelto el dinero. Vuelve a pagar lo que había pagado, en la medida en que aún se deba; el cliente no lo ha recibido.',
    },
    locked: {
      subject: (p) => `Los intentos de pago de ${p.customer} están bloqueados`,
      explanation: (p) =>
        `Varios intentos de pago seguidos de ${p.contact} han fallado. El pago en línea está bloqueado para este contacto hasta el ${p.time}. Puede desbloquearlo antes.`,
    },
  },
  comment: {
    replyAbove: 'Escriba su respuesta encima de esta línea',
    subject: {
      invoice: (p) => `Nuevo mensaje sobre la factura ${p.number}`,
      credit_note: (p) => `Nuevo mensaje sobre la nota de crédito ${p.number}`,
    },
    notice: {
      invoice: (p) => `${p.customer} ha escrito sobre la factura ${p.number}`,
      credit_note: (p) => `${p.customer} ha escrito sobre la nota de crédito ${p.number}`,
    },
    written: (p) => `${p.author}, ${p.time}`,
    files: (p) => `Archivos, en la conversación: ${p.names}`,
    reply: 'Puede contestar respondiendo a este mensaje.',
    replyToCustomer: (p) => `Responda a este mensaje y ${p.customer} verá su respuesta.`,
    answerElsewhere: 'Una respuesta a este mensaje llega al cliente por correo; no se añade a la conversación.',
    filesAttached: (p) => `Archivos adjuntos: ${p.names}`,
    answerInPortal: (p) =>
      `Para responder, abra la página con el botón y escriba allí. Una respuesta a este correo llega a ${p.email} como correo normal; no se añade a la conversación.`,
    refused: {
      title: {
        invoice: (p) => `Su respuesta sobre la factura ${p.number} no se ha añadido`,
        credit_note: (p) => `Su respuesta sobre la nota de crédito ${p.number} no se ha añadido`,
      },
      filesTitle: {
        invoice: (p) => `Faltan archivos de su respuesta sobre la factura ${p.number}`,
        credit_note: (p) => `Faltan archivos de su respuesta sobre la nota de crédito ${p.number}`,
      },
      nothing:
        'No hemos encontrado en ella ni texto ni archivos suyos. Escriba encima de la línea con la que empieza nuestro mensaje.',
      tooLong: 'Es demasiado larga. Acórtela o envíela como archivo.',
      tooLarge: (p) => `Es demasiado grande: con todos sus archivos, un mensaje puede tener ${p.megabytes} MB.`,
      cardNumber:
        'Parece contener el número de una tarjeta de pago, que no debe anotarse aquí. Responda de nuevo sin él.',
      tooOld: (p) => `Responde a un mensaje de hace más de ${p.days} días. Responda a uno más reciente.`,
      unreadable: 'No hemos podido leerla. Envíela de nuevo como texto sin formato.',
      filesRefused: (p) => `Estos archivos no se pueden añadir: ${p.names}.`,
      filesLeftOut: (p) => `Su respuesta se ha añadido sin estos archivos: ${p.names}.`,
      kinds:
        'Se admiten PDF, imágenes (PNG, JPEG, WebP), texto, CSV, XLSX, ODS y DOCX, como máximo 5 archivos de 10 MB cada uno.',
    },
  },
  proposal: {
    fields: {
      reference: 'Referencia',
      name: 'Nombre',
      address: 'Dirección',
      vatNumber: 'NIF-IVA',
      invoiceEmail: 'Correo para las facturas',
    },
    before: 'Hasta ahora',
    proposed: 'Propuesto',
    accepted: 'Desde ahora',
    none: '(ninguno)',
    allContacts: '(todos los contactos)',
    unchanged: 'Los documentos ya emitidos quedan como están.',
    notice: {
      subject: {
        reference: (p) => `${p.customer} indica una referencia para ${p.number}`,
        billing_details: (p) => `${p.customer} pide otros datos de facturación`,
      },
      newRecipient:
        'Si acepta, la nueva dirección pasa a ser un contacto: quien lea su correo podrá iniciar sesión y ver todos los documentos de este cliente.',
      elsewhere: {
        reference: 'Si acepta, la referencia aparece junto al documento y este se encuentra por ella.',
        billing_details:
          'Si acepta, los datos del cliente cambian aquí. Cámbielos también en el programa que emite sus facturas: la próxima factura dirá lo que conste allí.',
      },
      answer: (p) => `Acéptelo o rechácelo por la API, o en el servidor: quittance proposals accept ${p.id}`,
    },
    answer: {
      reason: (p) => `El motivo: ${p.reason}`,
      accepted: {
        title: {
          reference: (p) => `Su referencia para ${p.number} ha quedado registrada`,
          billing_details: () => 'Se han cambiado sus datos de facturación',
        },
        holds: {
          reference: 'La encuentra junto al documento, y el documento por ella.',
          billing_details: 'Son para las próximas facturas.',
        },
      },
      declined: {
        title: {
          reference: (p) => `Su referencia para ${p.number} no se ha registrado`,
          billing_details: () => 'No se han cambiado sus datos de facturación',
        },
        holds: { reference: 'Todo queda como estaba.', billing_details: 'Todo queda como estaba.' },
      },
    },
  },
  payment: {
    customer: 'Cliente',
    date: 'Fecha',
    method: 'Forma de pago',
    reference: 'Referencia',
    atProvider: 'En el proveedor',
    openReceipt: 'Abrir el recibo (PDF)',
    invoice: (p) => `Factura ${p.number}`,
    byCredit: 'Pagado con saldo a favor',
    unallocated: 'Queda como saldo a su favor',
    methods: { card: 'Tarjeta', debit: 'Domiciliación', transfer: 'Transferencia', cash: 'Efectivo' },
  },
  download: {
    subject: 'Su descarga está lista',
    text: (p) => `El archivo ZIP con ${p.count} documentos que pidió está listo.`,
    button: 'Abrir la descarga',
    validUntil: (p) => `Puede descargarlo hasta el ${p.time}. Después, pídalo de nuevo.`,
    onlyYou: 'Solo usted puede abrirlo, tras iniciar sesión.',
  },
  footer: {
    questions: (p) => `¿Alguna pregunta? Responda a este mensaje o escriba a ${p.email}.`,
    questionsOrCall: (p) => `¿Alguna pregunta? Responda a este mensaje, escriba a ${p.email} o llame al ${p.phone}.`,
  },
};
