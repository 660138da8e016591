/** How customers of one language are called and what they write about. */
export interface Phrases {
  readonly customers: readonly (readonly [first: string, last: string])[];
  readonly subjects: readonly string[];
  /** The opening of a message. */
  readonly messages: readonly string[];
}

/** What people write in eight languages, short and long; all invented. */
export const phrases: readonly Phrases[] = [
  {
    customers: [
      ['Eleanor', 'Whitcombe'],
      ['Tom', 'Okafor'],
      ['Priya', 'Raman'],
      ['Li', 'Wu'],
    ],
    subjects: [
      'Invoice 2209-114 charged twice',
      'Where is my order?',
      'Hi',
      'Re: Re: Fwd: Change of address',
      'Cancel',
      'Broken handle on arrival, photos attached 📷',
      'Question about my plan: I moved house in March, told you by phone and again in the branch, and still get every letter at the old address, including the one that says the address was updated',
    ],
    messages: ['Good morning, could somebody look into this please?', 'still waiting…', 'Thanks for the quick help last week!'],
  },
  {
    customers: [
      ['Jürgen', 'Straßmair'],
      ['Annegret', 'von der Heide-Bökenkamp'],
      ['Cem', 'Yıldız'],
    ],
    subjects: [
      'Rückfrage zur Rechnung vom Juli',
      'Kündigung',
      'Schadensmeldung: Wasserschaden im Keller, Gutachter war bereits vor Ort',
      'Rufnummernmitnahme schlägt seit drei Wochen fehl',
      'Störung',
    ],
    messages: ['Sehr geehrte Damen und Herren,', 'Bitte um Rückruf nach 17 Uhr.'],
  },
  {
    customers: [
      ['Hélène', 'Dubois-Lefèvre'],
      ['Mathis', 'Gauthier'],
    ],
    subjects: [
      'Réclamation – colis endommagé',
      'Demande de remboursement n° 58-1007',
      'Mot de passe oublié',
      'Modification du contrat d’assurance habitation à la suite de notre déménagement',
    ],
    messages: ['Bonjour, je n’ai toujours pas de réponse.', 'Merci d’avance !'],
  },
  {
    customers: [
      ['María José', 'Núñez'],
      ['Íñigo', 'Echeverría'],
    ],
    subjects: ['¿Cuándo llega el técnico?', 'Baja del servicio', 'Error al pagar con tarjeta', 'Cambio de titular'],
    messages: ['Buenos días, necesito ayuda con mi pedido.', 'Gracias'],
  },
  {
    customers: [
      ['健太', '佐藤'],
      ['美咲', '鈴木'],
    ],
    subjects: ['請求書について', '配送先の変更をお願いします', '解約', '会員登録のメールが届かない件につきまして'],
    messages: ['お世話になっております。', '至急ご確認をお願いいたします。'],
  },
  {
    customers: [
      ['ليلى', 'منصور'],
      ['كريم', 'الشريف'],
    ],
    subjects: ['استفسار عن الفاتورة', 'تأخر التوصيل – طلب رقم 4711', 'إلغاء الاشتراك'],
    messages: ['السلام عليكم، أرجو المساعدة.', 'شكرا'],
  },
  {
    customers: [
      ['Ágnes', 'Szabó-Kővári'],
      ['Wojciech', 'Brzęczyszczykiewicz'],
    ],
    subjects: ['Reklamacja towaru', 'Késik a csomagom', 'Zmiana taryfy od 1. stycznia'],
    messages: ['Dzień dobry, proszę o pilny kontakt.', 'Köszönöm'],
  },
  {
    customers: [
      ['Beatriz', 'Conceição'],
      ['João', 'Sá'],
    ],
    subjects: ['Pedido de segunda via da fatura', 'Internet lenta desde ontem', 'Olá'],
    messages: ['Boa tarde, continuo sem resposta.', 'Obrigada!'],
  },
];

/** How sites name their customer segments. */
export const segments: readonly string[] = [
  'Gold',
  'Silver',
  'default',
  'VIP – Großkunden',
  'Particuliers',
  '法人',
  'New customer',
];

/** How sites name their services. */
export const serviceTypes: readonly string[] = [
  'Billing',
  'Claims',
  'default',
  'Technik / Entstörung',
  'Livraison',
  'Cancellation desk',
  '契約',
];

/** The mailboxes customers write to. */
export const mailboxes: readonly string[] = [
  'service@shop.example.com',
  'claims@insurance.example.com',
  'hallo@stadtwerke.invalid',
];
