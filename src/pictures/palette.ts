// The colours of the house style, in light and in dark. Contrast is measured in a test.
import type { Theme } from '../card/picture.ts';

/** What a node is for: its fill and its edge. */
export const roles = ['client', 'service', 'gateway', 'store', 'queue', 'decision', 'ok', 'bad', 'warn'] as const;
export type Role = (typeof roles)[number];

/** A colour by its use; "accent" is the category's. */
export type Paint =
  | 'page'
  | 'panel'
  | 'panel-edge'
  | 'ink'
  | 'sub'
  | 'line'
  | 'strip'
  | 'strip-ink'
  | 'grid'
  | 'group'
  | 'group-edge'
  | 'accent'
  | 'gold'
  | 'silver'
  | 'bronze'
  | 'medal-ink'
  | 'series-1'
  | 'series-2'
  | 'series-3'
  | 'series-4'
  | `${Role}-fill`
  | `${Role}-edge`;

type Palette = Readonly<Record<Exclude<Paint, 'accent'>, string>>;

const medals = { gold: '#F5B301', silver: '#A8B3C7', bronze: '#D8905A', 'medal-ink': '#1E1300' } as const;

const light: Palette = {
  ...medals,
  page: '#F6F7FB',
  panel: '#FFFFFF',
  'panel-edge': '#D5DAE6',
  ink: '#0F172A',
  sub: '#475569',
  line: '#64748B',
  strip: '#111C3A',
  'strip-ink': '#FFFFFF',
  grid: '#E6E9F2',
  group: '#F1F4FB',
  'group-edge': '#B6C0D4',
  'series-1': '#4F46E5',
  'series-2': '#C2570C',
  'series-3': '#047857',
  'series-4': '#BE185D',
  'client-fill': '#F1F5F9',
  'client-edge': '#475569',
  'service-fill': '#EEF2FF',
  'service-edge': '#4F46E5',
  'gateway-fill': '#F5F0FF',
  'gateway-edge': '#7C3AED',
  'store-fill': '#E8FAF3',
  'store-edge': '#047857',
  'queue-fill': '#FFF6E5',
  'queue-edge': '#B45309',
  'decision-fill': '#FFF0F3',
  'decision-edge': '#E11D48',
  'ok-fill': '#DDF7EA',
  'ok-edge': '#047857',
  'bad-fill': '#FFE8E9',
  'bad-edge': '#DC2626',
  'warn-fill': '#FFF1D6',
  'warn-edge': '#B45309',
};

const dark: Palette = {
  ...medals,
  page: '#0B1020',
  panel: '#111831',
  'panel-edge': '#2A3560',
  ink: '#EEF2FF',
  sub: '#B4C0E0',
  line: '#8492BF',
  strip: '#1B2550',
  'strip-ink': '#FFFFFF',
  grid: '#27335C',
  group: '#0D142C',
  'group-edge': '#4A5887',
  'series-1': '#8B93FA',
  'series-2': '#FB923C',
  'series-3': '#34D399',
  'series-4': '#F472B6',
  'client-fill': '#1D2745',
  'client-edge': '#94A3B8',
  'service-fill': '#1C2258',
  'service-edge': '#818CF8',
  'gateway-fill': '#2A1B55',
  'gateway-edge': '#A78BFA',
  'store-fill': '#0C2F2A',
  'store-edge': '#34D399',
  'queue-fill': '#382509',
  'queue-edge': '#FBBF24',
  'decision-fill': '#3B1122',
  'decision-edge': '#FB7185',
  'ok-fill': '#0B3A2C',
  'ok-edge': '#34D399',
  'bad-fill': '#45141B',
  'bad-edge': '#F87171',
  'warn-fill': '#40290A',
  'warn-edge': '#FBBF24',
};

export const palettes: Readonly<Record<Theme, Palette>> = { light, dark };

/** By the category's id: the line under the title and the words above it, on the strip of either theme. */
export const accents: Readonly<Record<string, string>> = {
  'communication-protocols': '#60A5FA',
  'ci-cd-and-git': '#FB8C3C',
  'architecture-patterns': '#A78BFA',
  databases: '#34D399',
  caching: '#FBBF24',
  microservices: '#22D3EE',
  'messaging-and-data': '#FB7185',
  'payment-systems': '#A3E635',
  'devops-and-cloud': '#7DD3FC',
  'tools-and-linux': '#CBD5E1',
  security: '#F87171',
  'distributed-systems': '#9AA5FF',
  'reliability-and-performance': '#2DD4BF',
  'interview-designs': '#F472B6',
  'ai-systems': '#E879F9',
  'case-studies': '#FDBA74',
};

/** For a team's own categories, and for boards. */
export const ownAccent = '#FCD34D';

/** A colour as the drawing needs it. */
export function colourOf(paint: Paint, theme: Theme, accent: string): string {
  return paint === 'accent' ? accent : palettes[theme][paint];
}
