/** The source: every other language has exactly these keys, or it does not compile. Amounts, dates and names arrive ready to print. */
export const en = {
  document: {
    invoice: {
      view: 'View this invoice',
      amountLabel: 'Amount due',
      dueOn: (p: { date: string }) => `Due on ${p.date}`,
      overdue: (p: { date: string; days: number }) =>
        `Due on ${p.date}: ${p.days === 1 ? '1 day' : `${p.days} days`} overdue`,
      lateCharges: (p: { amount: string }) => `${p.amount} of it is for being late. The page shows how it comes about.`,
      allOverdue: (p: { count: number }) => `Pay all ${p.count} overdue invoices at once`,
      signInFirst: 'For your safety you are asked to sign in first.',
      overduePreheader: (p: { amount: string; date: string }) => `${p.amount}, was due on ${p.date}`,
      nothingDue: 'Nothing is left to pay',
      pictureText: (p: { number: string }) => `The first page of invoice ${p.number}`,
      preheader: (p: { amount: string; date: string }) => `${p.amount}, due on ${p.date}`,
      template: {
        subject: 'Invoice #NUMBER from #ENTITY',
        body: [
          'Dear #CONTACT,',
          'Please find invoice #NUMBER of #ISSUE_DATE attached. You can also view and pay it online.',
          '#LINK',
          'Kind regards,\n#ENTITY',
        ],
      },
    },
    credit_note: {
      view: 'View this credit note',
      amountLabel: 'Amount credited',
      nothingToPay: 'You do not have to pay anything for this',
      pictureText: (p: { number: string }) => `The first page of credit note ${p.number}`,
      preheader: (p: { amount: string }) => `${p.amount} credited`,
      template: {
        subject: 'Credit note #NUMBER from #ENTITY',
        body: [
          'Dear #CONTACT,',
          'Please find credit note #NUMBER of #ISSUE_DATE attached. You can also view it online.',
          '#LINK',
          'Kind regards,\n#ENTITY',
        ],
      },
    },
  },
  signIn: {
    subject: (p: { entity: string }) => `Your code for ${p.entity}`,
    preheader: (p: { code: string }) => `${p.code} is your code`,
    title: 'Your code to sign in',
    enterCode: 'Enter this code on the page where you asked for it:',
    orLink: 'Or open this link in the same browser:',
    button: 'Sign in',
    validUntil: (p: { time: string }) => `The code and the link work once, until ${p.time}.`,
    notYou: (p: { entity: string }) =>
      `You did not ask for this? Then you need not do anything: nobody is signed in without the code. ${p.entity} never asks you for it by phone or message.`,
  },
  receipt: {
    subject: (p: { amount: string }) => `We have received your payment of ${p.amount}`,
    label: 'Payment received',
    greeting: (p: { name: string }) => `Dear ${p.name},`,
    thanks: 'Thank you for your payment. We have booked it as follows:',
  },
  returned: {
    subject: (p: { amount: string }) => `Your payment of ${p.amount} was returned`,
    label: 'Payment returned',
    greeting: (p: { name: string }) => `Dear ${p.name},`,
    explanation: (p: { amount: string; date: string }) =>
      `Your payment of ${p.date} did not go through: ${p.amount} went back to your account. What it paid for is open again:`,
    whatNow: 'Please pay again, if you wish by another method. If you do not know why it was returned, ask your bank.',
  },
  failed: {
    subject: (p: { amount: string }) => `Your payment of ${p.amount} did not go through`,
    label: 'Payment failed',
    greeting: (p: { name: string }) => `Dear ${p.name},`,
    explanation: (p: { amount: string; date: string }) =>
      `The payment of ${p.amount} that you started on ${p.date} was not carried out. We have received no money. What it was for is still open:`,
    whatNow: 'Please pay again, if you wish by another method. If you do not know why it failed, ask your bank.',
  },
  locked: {
    subject: (p: { time: string }) => `Online payment is paused until ${p.time}`,
    title: (p: { time: string }) => `Online payment is paused until ${p.time}`,
    greeting: (p: { name: string }) => `Dear ${p.name},`,
    explanation: (p: { time: string }) =>
      `Several payment attempts in a row failed. For your safety we accept no further attempt before ${p.time}. Nothing was charged for the attempts that failed.`,
    whatNow: 'You can still pay by bank transfer. Was it not you who tried to pay? Then please tell us.',
  },
  notice: {
    paid: {
      subject: (p: { customer: string; amount: string }) => `${p.customer} has paid ${p.amount}`,
      label: 'Payment received',
      unallocated: 'Kept as credit of the customer',
      giveBack: (p: { id: string; amount: string }) =>
        `More came in than was owed. To give it back: by the API (POST /v1/payments/${p.id}/refunds), or on the server: quittance payments refund ${p.id} --amount ${p.amount} --reference …`,
    },
    announced: {
      subject: (p: { customer: string; amount: string }) => `${p.customer} has announced a transfer of ${p.amount}`,
      label: 'Transfer announced',
      explanation:
        'The customer says that this was transferred. Nothing is booked before it arrives under the reference.',
    },
    returned: {
      subject: (p: { customer: string; amount: string }) => `Payment of ${p.amount} by ${p.customer} was returned`,
      label: 'Payment returned',
      explanation: 'The invoices that it had paid are open again.',
    },
    refundFailed: {
      subject: (p: { customer: string; amount: string }) => `Refund of ${p.amount} to ${p.customer} failed`,
      label: 'Refund failed',
      explanation:
        'The bank sent the money back. It pays again what it had paid, as far as that is owed; the customer has not received it.',
    },
    locked: {
      subject: (p: { customer: string }) => `Payment attempts by ${p.customer} are locked`,
      explanation: (p: { contact: string; time: string }) =>
        `Several payment attempts in a row by ${p.contact} failed. Online payment is locked for this contact until ${p.time}. You can unlock it earlier.`,
    },
  },
  comment: {
    replyAbove: 'Write your answer above this line',
    subject: {
      invoice: (p: { number: string }) => `New message about invoice ${p.number}`,
      credit_note: (p: { number: string }) => `New message about credit note ${p.number}`,
    },
    notice: {
      invoice: (p: { customer: string; number: string }) => `${p.customer} wrote about invoice ${p.number}`,
      credit_note: (p: { customer: string; number: string }) => `${p.customer} wrote about credit note ${p.number}`,
    },
    written: (p: { author: string; time: string }) => `${p.author}, ${p.time}`,
    files: (p: { names: string }) => `Files, in the conversation: ${p.names}`,
    reply: 'You can answer by replying to this message.',
    replyToCustomer: (p: { customer: string }) => `Reply to this message, and ${p.customer} sees your answer.`,
    answerElsewhere: 'A reply to this message goes to the customer by mail; it is not added to the conversation.',
    filesAttached: (p: { names: string }) => `Files, attached: ${p.names}`,
    answerInPortal: (p: { email: string }) =>
      `To answer, open the page with the button and write there. A reply to this e-mail goes to ${p.email} as ordinary mail; it is not added to the conversation.`,
    refused: {
      title: {
        invoice: (p: { number: string }) => `Your answer about invoice ${p.number} was not added`,
        credit_note: (p: { number: string }) => `Your answer about credit note ${p.number} was not added`,
      },
      filesTitle: {
        invoice: (p: { number: string }) => `Files from your answer about invoice ${p.number} are missing`,
        credit_note: (p: { number: string }) => `Files from your answer about credit note ${p.number} are missing`,
      },
      nothing:
        'We found neither text nor a file of yours in it. Please write above the line that our message begins with.',
      tooLong: 'It is too long. Please shorten it, or send it as a file.',
      tooLarge: (p: { megabytes: number }) =>
        `It is too large: with all its files a message may have ${p.megabytes} MB.`,
      cardNumber:
        'There seems to be the number of a payment card in it, which must not be written down here. Please answer again without it.',
      tooOld: (p: { days: number }) =>
        `It answers a message that is more than ${p.days} days old. Please answer a newer one.`,
      unreadable: 'We could not read it. Please send it again as plain text.',
      filesRefused: (p: { names: string }) => `These files cannot be added: ${p.names}.`,
      filesLeftOut: (p: { names: string }) => `Your answer was added, without these files: ${p.names}.`,
      kinds:
        'PDF, pictures (PNG, JPEG, WebP), text, CSV, XLSX, ODS and DOCX can be added, at most 5 files of 10 MB each.',
    },
  },
  proposal: {
    fields: {
      reference: 'Reference',
      name: 'Name',
      address: 'Address',
      vatNumber: 'VAT number',
      invoiceEmail: 'E-mail for invoices',
    },
    before: 'Until now',
    proposed: 'Proposed',
    accepted: 'From now on',
    none: '(none)',
    allContacts: '(all contacts)',
    unchanged: 'Documents that were issued stay as they are.',
    notice: {
      subject: {
        reference: (p: { customer: string; number: string }) => `${p.customer} gives a reference for ${p.number}`,
        billing_details: (p: { customer: string; number: string }) => `${p.customer} asks for other billing details`,
      },
      newRecipient:
        'If you accept, the new address becomes a contact: whoever reads its mail may sign in and see all documents of this customer.',
      elsewhere: {
        reference: 'If you accept, the reference is shown beside the document, and the document is found by it.',
        billing_details:
          'If you accept, the customer’s details change here. Please change them in the software that makes your invoices too: the next invoice says what is recorded there.',
      },
      answer: (p: { id: string }) =>
        `Accept or decline it by the API, or on the server: quittance proposals accept ${p.id}`,
    },
    answer: {
      reason: (p: { reason: string }) => `The reason: ${p.reason}`,
      accepted: {
        title: {
          reference: (p: { number: string }) => `Your reference for ${p.number} is recorded`,
          billing_details: () => 'Your billing details were changed',
        },
        holds: {
          reference: 'You find it beside the document, and the document by it.',
          billing_details: 'They are meant for future invoices.',
        },
      },
      declined: {
        title: {
          reference: (p: { number: string }) => `Your reference for ${p.number} was not recorded`,
          billing_details: () => 'Your billing details were not changed',
        },
        holds: {
          reference: 'Everything stays as it was.',
          billing_details: 'Everything stays as it was.',
        },
      },
    },
  },
  payment: {
    customer: 'Customer',
    date: 'Date',
    method: 'Method',
    reference: 'Reference',
    atProvider: 'At the provider',
    openReceipt: 'Open the receipt (PDF)',
    invoice: (p: { number: string }) => `Invoice ${p.number}`,
    byCredit: 'Paid with credit',
    unallocated: 'Kept as credit on your account',
    methods: { card: 'Card', debit: 'Bank debit', transfer: 'Bank transfer', cash: 'Cash' },
  },
  download: {
    subject: 'Your download is ready',
    text: (p: { count: string }) => `The ZIP file with ${p.count} documents that you asked for is ready.`,
    button: 'Open the download',
    validUntil: (p: { time: string }) => `You can download it until ${p.time}. After that, please ask for it again.`,
    onlyYou: 'Only you can open it, after signing in.',
  },
  footer: {
    questions: (p: { email: string }) => `Questions? Reply to this message or write to ${p.email}.`,
    questionsOrCall: (p: { email: string; phone: string }) =>
      `Questions? Reply to this message, write to ${p.email} or call ${p.phone}.`,
  },
};

export type MailWords = typeof en;
