export const LOCALES = ['en', 'fi'] as const;
export type Locale = (typeof LOCALES)[number];
export const CHANNELS = ['push', 'sms', 'email'] as const;
export type Channel = (typeof CHANNELS)[number];

type Text = { title: string; body: string };
export type Template = {
  /** By which channels; what is urgent falls back from push to SMS. */
  channels: readonly ('push' | 'email')[];
  /** Goes through quiet hours: somebody waits, or has to act now. */
  urgent: boolean;
  /** Counted from what it tells of. Later it would only confuse, and is not sent. */
  goodForMinutes: number;
  /** With `{variables}`. `{why}` is a sentence with a space behind it, or nothing. */
  text: Record<Locale, Text>;
};

const PUSH = ['push'] as const;
const soon = { channels: PUSH, urgent: false, goodForMinutes: 60 };
const now = { channels: PUSH, urgent: true, goodForMinutes: 60 };

/** What people are told. Each text says what happened and what its reader can do now. */
export const TEMPLATES = {
  // ---- the customer ----
  'order-confirmed': {
    ...soon,
    text: {
      en: {
        title: 'Your order is accepted',
        body: '{restaurant} has accepted your order. We tell you when it leaves the kitchen.',
      },
      fi: {
        title: 'Tilauksesi on hyväksytty',
        body: '{restaurant} on hyväksynyt tilauksesi. Kerromme, kun se lähtee keittiöstä.',
      },
    },
  },
  'order-change-proposed': {
    ...now,
    text: {
      en: {
        title: '{restaurant} asks to change your order',
        body: '{why}Answer in the app by {answerBy}. Without an answer, portions are left out as proposed, and substitutes are not taken.',
      },
      fi: {
        title: '{restaurant} ehdottaa muutosta tilaukseesi',
        body: '{why}Vastaa sovelluksessa viimeistään klo {answerBy}. Jos et vastaa, ehdotetut annokset jätetään pois, mutta korvaavia ei oteta.',
      },
    },
  },
  'order-on-its-way': {
    ...soon,
    text: {
      en: {
        title: 'Your food is on its way',
        body: 'Your courier has picked it up at {restaurant}. Follow them in the app, and have your PIN ready if you chose one.',
      },
      fi: {
        title: 'Ruokasi on matkalla',
        body: 'Lähetti on noutanut tilauksesi: {restaurant}. Seuraa matkaa sovelluksessa ja pidä PIN valmiina, jos valitsit sellaisen.',
      },
    },
  },
  'courier-at-door': {
    ...now,
    goodForMinutes: 20,
    text: {
      en: { title: 'Your courier is here', body: 'Your food from {restaurant} has arrived at {street}.' },
      fi: {
        title: 'Lähetti on perillä',
        body: 'Ruokasi on saapunut osoitteeseen {street}. Lähettäjä: {restaurant}.',
      },
    },
  },
  'order-delivered': {
    ...soon,
    text: {
      en: {
        title: 'Enjoy your meal!',
        body: 'Your order from {restaurant} was delivered. You can rate it and change the tip in the app.',
      },
      fi: {
        title: 'Hyvää ruokahalua!',
        body: 'Tilauksesi on toimitettu: {restaurant}. Voit arvioida sen ja muuttaa juomarahaa sovelluksessa.',
      },
    },
  },
  receipt: {
    channels: ['email'],
    urgent: false,
    goodForMinutes: 7 * 24 * 60,
    text: {
      en: {
        title: 'Your order from {restaurant}: {total}',
        body: 'Thank you for your order {order}.\n\nTotal: {total}\nDelivered to: {street}\n\nThe receipt with every line is in the app, under your orders. For a day you can change the tip there, and for a week your rating.',
      },
      fi: {
        title: 'Tilauksesi, {restaurant}: {total}',
        body: 'Kiitos tilauksestasi {order}.\n\nYhteensä: {total}\nToimitettu osoitteeseen: {street}\n\nEritelty kuitti on sovelluksessa tilaustesi kohdalla. Voit muuttaa siellä juomarahaa vuorokauden ja arviotasi viikon ajan.',
      },
    },
  },
  'order-rejected': {
    ...now,
    text: {
      en: {
        title: 'No food from {restaurant} this time',
        body: 'The restaurant could not take your order. {why}You are not charged. Other places near you may be open: search again in the app.',
      },
      fi: {
        title: '{restaurant} ei voinut ottaa tilaustasi',
        body: 'Ravintola ei voinut ottaa tilaustasi. {why}Sinulta ei veloiteta mitään. Lähelläsi voi olla muita avoinna: hae uudelleen sovelluksessa.',
      },
    },
  },
  'order-cancelled': {
    ...now,
    text: {
      en: {
        title: 'Your order was cancelled',
        body: 'Your order from {restaurant} was cancelled. {why}What you are owed goes back to your card by itself.',
      },
      fi: {
        title: 'Tilauksesi on peruttu',
        body: 'Tilauksesi on peruttu: {restaurant}. {why}Sinulle kuuluva hyvitys palautuu kortillesi itsestään.',
      },
    },
  },
  'order-cancelled-by-you': {
    ...soon,
    text: {
      en: {
        title: 'You have cancelled your order',
        body: '{restaurant} knows. What you are owed goes back to your card by itself.',
      },
      fi: {
        title: 'Peruit tilauksesi',
        body: 'Ravintola tietää siitä: {restaurant}. Sinulle kuuluva hyvitys palautuu kortillesi itsestään.',
      },
    },
  },
  'still-searching': {
    ...soon,
    text: {
      en: {
        title: 'It takes longer than usual',
        body: 'We are still looking for a courier. You need not do anything; if nobody can be found, you are not charged.',
      },
      fi: {
        title: 'Toimitus kestää tavallista pidempään',
        body: 'Etsimme yhä lähettiä. Sinun ei tarvitse tehdä mitään; jos ketään ei löydy, sinulta ei veloiteta mitään.',
      },
    },
  },
  'courier-changes': {
    ...soon,
    text: {
      en: {
        title: 'Another courier will come',
        body: 'Your courier cannot come. We are looking for another one; your order goes on.',
      },
      fi: {
        title: 'Lähettisi vaihtuu',
        body: 'Lähettisi ei pääse tulemaan. Etsimme toista, ja tilauksesi etenee.',
      },
    },
  },
  refunded: {
    channels: ['push', 'email'],
    urgent: false,
    goodForMinutes: 3 * 24 * 60,
    text: {
      en: {
        title: '{amount} goes back to you',
        body: 'We have given {amount} of your order {order} from {restaurant} back to the card you paid with. Banks take up to five days to show it.',
      },
      fi: {
        title: 'Sinulle palautetaan {amount}',
        body: 'Olemme palauttaneet {amount} tilauksestasi {order} ({restaurant}) kortille, jolla maksoit. Pankissa se näkyy viiden päivän kuluessa.',
      },
    },
  },
  // ---- the kitchen ----
  'kitchen-new-order': {
    ...now,
    goodForMinutes: 12,
    text: {
      en: {
        title: 'New order {order}, {total}',
        body: 'Accept or reject it by {acceptBy}; after that it is rejected by itself.',
      },
      fi: {
        title: 'Uusi tilaus {order}, {total}',
        body: 'Hyväksy tai hylkää se viimeistään klo {acceptBy}; sen jälkeen se hylätään itsestään.',
      },
    },
  },
  'kitchen-cancelled': {
    ...now,
    text: {
      en: {
        title: 'Stop: order {order} is cancelled',
        body: '{why}Do not cook it, and keep what is ready: no courier will come.',
      },
      fi: {
        title: 'Seis: tilaus {order} on peruttu',
        body: '{why}Älä valmista sitä äläkä luovuta valmista: lähettiä ei tule.',
      },
    },
  },
  'kitchen-change-approved': {
    ...now,
    text: {
      en: { title: 'Order {order}: change approved', body: 'Cook it as you proposed.' },
      fi: { title: 'Tilaus {order}: muutos hyväksytty', body: 'Valmista se ehdottamallasi tavalla.' },
    },
  },
  'kitchen-change-refused': {
    ...now,
    text: {
      en: {
        title: 'Order {order}: change refused',
        body: 'Cook it as it was ordered. If you cannot, propose another change or cancel the order.',
      },
      fi: {
        title: 'Tilaus {order}: muutos hylätty',
        body: 'Valmista se tilatun mukaisena. Jos et voi, ehdota toista muutosta tai peru tilaus.',
      },
    },
  },
  // ---- the courier ----
  'delivery-yours': {
    ...soon,
    text: {
      en: {
        title: 'Delivery {order} is yours',
        body: 'Pick it up at {restaurant} and bring it to {street}.',
      },
      fi: {
        title: 'Toimitus {order} on sinun',
        body: 'Nouda se: {restaurant}. Vie se osoitteeseen {street}.',
      },
    },
  },
  'delivery-given-to-you': {
    ...now,
    text: {
      en: {
        title: 'You were given delivery {order}',
        body: 'An operator has given it to you: from {restaurant} to {street}. Open the app to see where the food is now.',
      },
      fi: {
        title: 'Sait toimituksen {order}',
        body: 'Päivystäjä antoi sen sinulle: {restaurant}, määränpää {street}. Katso sovelluksesta, missä ruoka on nyt.',
      },
    },
  },
  'delivery-not-yours': {
    ...now,
    text: {
      en: {
        title: 'Delivery {order} is not yours any more',
        body: 'You need not bring it. Your other deliveries go on.',
      },
      fi: {
        title: 'Toimitus {order} ei ole enää sinun',
        body: 'Sinun ei tarvitse viedä sitä. Muut toimituksesi jatkuvat.',
      },
    },
  },
  'delivery-cancelled': {
    ...now,
    text: {
      en: {
        title: 'Stop: delivery {order} is cancelled',
        body: 'Do not bring it to {street}. If you carry the food already, wait where you are: an operator calls you.',
      },
      fi: {
        title: 'Seis: toimitus {order} on peruttu',
        body: 'Älä vie sitä osoitteeseen {street}. Jos ruoka on jo mukanasi, odota paikallasi: päivystäjä soittaa sinulle.',
      },
    },
  },
  'food-ready': {
    ...soon,
    goodForMinutes: 30,
    text: {
      en: { title: 'Order {order} is ready', body: '{restaurant} has it packed. Show them the number.' },
      fi: { title: 'Tilaus {order} on valmis', body: 'Se on pakattu: {restaurant}. Näytä tilauksen numero.' },
    },
  },
  // ---- those who run a restaurant ----
  'webhook-switched-off': {
    channels: ['email'],
    urgent: false,
    goodForMinutes: 7 * 24 * 60,
    text: {
      en: {
        title: 'Your program at {host} is no longer told of orders',
        body: '{why}So we have switched off the webhook endpoint {endpoint}, and what happens from now on is not kept for it.\n\nMend the program, or let somebody know who can. Then switch the endpoint on again, with PATCH /v1/restaurant/webhooks/{endpoint}; what had waited for it is sent at once. Its log says what it last answered.',
      },
      fi: {
        title: 'Ohjelmallesi {host} ei enää kerrota tilauksista',
        body: '{why}Siksi webhook-osoite {endpoint} on kytketty pois päältä, eikä uusia tapahtumia säilytetä sille.\n\nKorjaa ohjelma tai kerro asiasta jollekulle, joka voi korjata sen. Kytke osoite sitten takaisin päälle: PATCH /v1/restaurant/webhooks/{endpoint}. Sitä odottaneet viestit lähetetään heti. Sen lokista näkee, mitä se viimeksi vastasi.',
      },
    },
  },
  // ---- the operators ----
  'operator-needs-hand': {
    ...now,
    text: {
      en: {
        title: 'Delivery of {order} waits for a hand',
        body: 'Nobody was found between {restaurant} and {street}. Assign somebody: /v1/admin/deliveries.',
      },
      fi: {
        title: 'Tilauksen {order} toimitus odottaa päivystäjää',
        body: 'Ketään ei löytynyt välille {restaurant} – {street}. Anna se jollekulle: /v1/admin/deliveries.',
      },
    },
  },
  'operator-proof-locked': {
    ...now,
    text: {
      en: {
        title: 'Too many wrong PINs at {street}',
        body: 'The courier cannot hand over order {order}. Ring the customer, or waive the proof: /v1/admin/deliveries.',
      },
      fi: {
        title: 'Liian monta väärää PIN-koodia: {street}',
        body: 'Lähetti ei voi luovuttaa tilausta {order}. Soita asiakkaalle tai luovu todisteesta: /v1/admin/deliveries.',
      },
    },
  },
} as const satisfies Record<string, Template>;

export type TemplateName = keyof typeof TEMPLATES;

/** What a text may name. Which of them there are depends on the event. */
export type Variables = Partial<Record<string, string>>;

/** A text asks for something that its event does not tell. Nothing is sent: a letter with a hole in it helps nobody. */
export class MissingVariable extends Error {
  override readonly name = 'MissingVariable';
}

/** The variables that a text names. */
export const variablesOf = ({ title, body }: Text): string[] =>
  [...`${title} ${body}`.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string);

/** @throws MissingVariable naming the template, the locale and the variable */
export function render(name: TemplateName, locale: Locale, variables: Variables): Text {
  const fill = (text: string) =>
    text.replace(/\{(\w+)\}/g, (_, variable: string) => {
      const value = variables[variable];
      if (value === undefined)
        throw new MissingVariable(
          `The template ${name} (${locale}) needs {${variable}}, which its event does not have`,
        );
      return value;
    });
  const { title, body } = TEMPLATES[name].text[locale];
  return { title: fill(title), body: fill(body) };
}
