import type { MessageKey, Words } from '../../messages.ts';
import type { HomeFacts } from '../../model/people/home-facts.ts';
import type { History } from '../../model/people/history.ts';
import type { Person } from '../../model/people/person.ts';
import type { PromotionShown } from '../../platform/http/page-locals/home.ts';
import { nextPromotion } from '../../policies/promotion.ts';
import type { NeedName, Promotion, PromotionWay } from '../../policies/promotion.ts';
import { dayTime } from './summary.ts';

/** At work, or learning for it: other legal positions wait. */
const ACTIVE = ['01', '03'];

const NONE: Record<(Promotion & { kind: 'none' })['reason'], MessageKey> = {
  pppk: 'home.promotion.none.pppk',
  inactive: 'home.promotion.none.inactive',
  unknown: 'home.promotion.none.unknown',
  highest: 'home.promotion.none.highest',
  ceiling: 'home.promotion.none.ceiling',
  retires: 'home.promotion.none.retires',
};

const ABOUT: Record<PromotionWay, MessageKey> = {
  regular: 'home.promotion.about.regular',
  functional: 'home.promotion.about.functional',
  structural: 'home.promotion.about.structural',
};

const NEEDS: Record<NeedName, MessageKey> = {
  time: 'home.promotion.need.time',
  decree: 'home.promotion.need.decree',
  position: 'home.promotion.need.position',
  education: 'home.promotion.need.education',
  performance: 'home.promotion.need.performance',
  credits: 'home.promotion.need.credits',
};

export interface PromotionOf {
  person: Person;
  facts: Pick<HomeFacts, 'jenisJabatan' | 'pendidikan'>;
  history: History | null;
  today: string;
}

/** When the next promotion may come, and what of it the directory has; in words. */
export function promotionOf(of: PromotionOf, words: Words): PromotionShown {
  const promotion = judged(of);
  if (promotion.kind === 'none') return { text: words.t(NONE[promotion.reason]), about: null, needs: [] };
  const { pangkat, golongan, from, way, needs } = promotion;
  const date = words.date(dayTime(from) ?? 0);
  return {
    text: words.t('home.promotion.expected', { pangkat, golongan, date }),
    about: words.t(ABOUT[way]),
    needs: needs.map(({ name, state }) => ({ text: words.t(NEEDS[name]), state })),
  };
}

function judged({ person, facts, history, today }: PromotionOf): Promotion {
  const { jenisAsn, golongan, tmtGolongan, tmtPensiun } = person;
  const decree = history?.riwayat_pangkat.find((rank) => rank.golongan === golongan)?.nomor_sk ?? null;
  return nextPromotion(
    {
      ...{ jenisAsn, golongan, tmtGolongan, tmtPensiun, ...facts },
      active: ACTIVE.includes(person.kedudukanHukum),
      decreeKnown: decree !== null && decree !== '',
      positionKnown: person.jabatan !== null && person.tmtJabatan !== null,
    },
    today,
  );
}
